"""Which lines of a person's own files run: in a script, its neighbours, or cells of a notebook."""

from __future__ import annotations

import linecache
import site
import sys
import sysconfig
from dataclasses import replace
from pathlib import Path
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from gradwalk.trace.events import Event

from gradwalk_ui.source import Cell, Program

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS = Path(__file__).parents[1]


def foreign() -> tuple[str, ...]:
    """Return the folders of libraries: what lies in them is nobody's own program."""
    import gradwalk  # noqa: PLC0415 - for its place alone

    folders = [*site.getsitepackages(), site.getusersitepackages(), str(OURS)]
    folders += [str(Path(gradwalk.__file__).parent), sysconfig.get_paths()["stdlib"]]
    return (*dict.fromkeys(folders), "<frozen", "<__array_function__")


class Files:
    """The files that take part, each a cell, in the order in which they appear."""

    def __init__(self) -> None:
        self._foreign = foreign()
        self._cells: dict[str, int] = {}
        self._known: dict[str, int | None] = {}

    def cell(self, code: CodeType) -> int | None:
        """Return the cell of a piece of code, None of a library's."""
        name = code.co_filename
        if name not in self._known:
            own = not name.startswith(self._foreign) and bool(linecache.getlines(name))
            self._known[name] = self._cells.setdefault(name, len(self._cells)) if own else None
        return self._known[name]

    def frame(self) -> FrameType | None:
        """Return the innermost frame of a person's own code."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and self.cell(frame.f_code) is None:
            frame = frame.f_back
        return frame

    def program(self) -> tuple[Program, list[int]]:
        """Return the files as one program, and by how much each one's lines moved."""
        texts, cells, moved = [], [], []
        first = 1
        for name in self._cells:
            lines = [line.rstrip("\n") for line in linecache.getlines(name)]
            if len(self._cells) > 1:
                lines.insert(0, f"# {title(name)}")
            moved.append(first - 1 + (len(self._cells) > 1))
            cells.append(Cell("code", first, first + len(lines) - 1))
            texts += lines
            first += len(lines)
        name = title(next(iter(self._cells), "program.py"))
        return Program("\n".join(texts), tuple(cells), name), moved

    def line(self, name: str, line: int, moved: Sequence[int]) -> tuple[int, int]:
        """Return cell and line of a place in a file."""
        cell = self._cells[name]
        return cell, line + moved[cell]


def title(file: str) -> str:
    """Return what to call a file; a notebook's cell lies under a name of no meaning."""
    return "cell" if "ipykernel" in file or file.startswith("<") else Path(file).name


def placed(event: Event, moved: Sequence[int]) -> Event:
    """Return an event at its line of the whole program."""
    if not event.line or not moved[event.cell]:
        return event
    return replace(event, line=event.line + moved[event.cell])
