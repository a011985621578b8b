"""Where a program is: the cell and the line of what runs now.

program.py compiles a cell under the file name "<cell N>", with the whole source's line numbers.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import CodeType, FrameType

CELL = "<cell "
NOWHERE = (0, 0)
NO_CELLS: set[str] = set()  # names of files that were seen to be none


def is_cell(name: str) -> bool:
    """Return whether that is the file name of a cell."""
    found = name.startswith(CELL)
    if not found:
        NO_CELLS.add(name)
    return found


def running(frame: FrameType | None) -> FrameType | None:
    """Return the innermost frame that runs a cell, from this one on."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name not in NO_CELLS and is_cell(name):
            break
        frame = frame.f_back
    return frame


def locate() -> tuple[int, int]:
    """Return cell and line of the innermost frame that runs a cell; (0, 0) outside of any."""
    frame = running(sys._getframe(2))
    if frame is None:
        return 0, 0
    return int(frame.f_code.co_filename[len(CELL) : -1]), frame.f_lineno


Place = tuple[int, int]  # cell and line


class Spots(dict[int, Place]):
    """The places of a code's instructions, each looked up when it is first asked for."""

    def __init__(self, code: CodeType, places: dict[Place, Place]) -> None:
        self._code = code  # kept so that its id stays its own
        self._cell = int(code.co_filename[len(CELL) : -1])
        self._places = places  # two instructions on one line have the very same place

    def __missing__(self, instruction: int) -> Place:
        for start, end, line in self._code.co_lines():
            if start <= instruction < end:
                place = self._cell, line or 0
                self[instruction] = place = self._places.setdefault(place, place)
                return place
        raise KeyError(instruction)


class Places:
    """Locates, too, in a time that does not grow with the program: frames take that long.

    Two instructions on one line have the very same place: one comparison tells.
    """

    def __init__(self) -> None:
        self._codes: dict[int, Spots] = {}
        self._places: dict[Place, Place] = {}

    def of(self, code: CodeType) -> Spots:
        """Return the places of a cell's code."""
        spots = self._codes.get(id(code))
        if spots is None:
            spots = self._codes[id(code)] = Spots(code, self._places)
        return spots
