"""Where a program is: the cell and the line of what runs now.

program.py compiles a cell under the file name "<cell N>", with the whole source's line numbers.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import CodeType, FrameType

CELL = "<cell "


def running(frame: FrameType | None) -> FrameType | None:
    """Return the innermost frame that runs a cell, from this one on."""
    while frame is not None and not frame.f_code.co_filename.startswith(CELL):
        frame = frame.f_back
    return frame


def locate() -> tuple[int, int]:
    """Return cell and line of the innermost frame that runs a cell; (0, 0) outside of any."""
    frame = running(sys._getframe(2))
    if frame is None:
        return 0, 0
    return int(frame.f_code.co_filename[len(CELL) : -1]), frame.f_lineno


class Places:
    """Locates, too, in a time that does not grow with the program: frames take that long."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[int, int]] = {}  # by code and instruction
        self._lines: dict[int, tuple[CodeType, list[int], list[int]]] = {}  # where each begins

    def of(self, frame: FrameType | None) -> tuple[tuple[int, int], FrameType | None]:
        """Return cell and line of the innermost frame that runs a cell, and that frame."""
        frame = running(frame)
        if frame is None:
            return (0, 0), None
        code = frame.f_code
        key = id(code), frame.f_lasti
        place = self._known.get(key)
        if place is None:
            cell = int(code.co_filename[len(CELL) : -1])
            place = self._known[key] = cell, self._line(code, frame.f_lasti)
        return place, frame

    def _line(self, code: CodeType, instruction: int) -> int:
        """Return the line an instruction is of."""
        known = self._lines.get(id(code))
        if known is None:  # the code is kept so that its id stays its own
            table = [(start, line or 0) for start, _, line in code.co_lines()]
            starts, lines = [start for start, _ in table], [line for _, line in table]
            known = self._lines[id(code)] = code, starts, lines
        return known[2][max(0, bisect_right(known[1], instruction) - 1)]
