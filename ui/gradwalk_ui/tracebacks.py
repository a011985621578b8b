"""A program's errors and warnings as Python prints them, with the program's own frames only.

Cells are compiled under names such as "<cell 3>"; in what a person reads the program's name
stands instead, as line numbers are those of the whole source.
"""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from gradwalk_ui.source import Program


def cell_file(number: int) -> str:
    """Return the file name that code of a cell is compiled under."""
    return f"<cell {number}>"


@contextmanager
def sources(program: Program) -> Iterator[None]:
    """Let tracebacks find the text of the program's lines."""
    text = program.source.splitlines(keepends=True)
    files = [cell_file(number) for number in range(len(program.cells))]
    for file in files:
        linecache.cache[file] = (len(program.source), None, text, file)
    try:
        yield
    finally:
        for file in files:
            linecache.cache.pop(file, None)


def line_of(error: BaseException) -> int | None:
    """Return the line of the innermost frame of the program in an error's traceback."""
    if isinstance(error, SyntaxError) and (error.filename or "").startswith("<cell "):
        return error.lineno or 1
    walked = traceback.walk_tb(error.__traceback__)
    own = [line for frame, line in walked if frame.f_code.co_filename.startswith("<cell ")]
    own = own[: len(own) - _too_deep(error, len(own))]
    return own[-1] if own else None


def _too_deep(error: BaseException, frames: int) -> int:
    """Return how many of the innermost frames to leave out.

    Where calls are nested too deep, it is a call that `lines` put in that fails, one frame below
    the call of the program that would have failed without.
    """
    return 1 if isinstance(error, RecursionError) and frames > 1 else 0


def format_error(error: BaseException, program: Program) -> str:
    """Return the traceback as CPython prints it, less the frames below and above the program."""
    if isinstance(error, SyntaxError) and error.text is None and error.lineno is not None:
        error.text = linecache.getline(error.filename or "", error.lineno)
    told = traceback.TracebackException.from_exception(error, compact=True)
    seen: set[int] = set()
    waiting: list[traceback.TracebackException | None] = [told]
    while waiting:
        part = waiting.pop()
        if part is None or id(part) in seen:
            continue
        seen.add(id(part))
        _keep_own_frames(part, program.name)
        waiting += [part.__cause__, part.__context__, *(getattr(part, "exceptions", None) or ())]
    del told.stack[len(told.stack) - _too_deep(error, len(told.stack)) :]
    return "".join(told.format())


def _keep_own_frames(told: traceback.TracebackException, name: str) -> None:
    """Drop the frames that are not the program's and give the others its name."""
    own = [frame for frame in told.stack if frame.filename.startswith("<cell ")]
    for frame in own:
        _ = frame.line  # read the text now, while the name leads to it
        frame.filename = name
    told.stack[:] = own
    if getattr(told, "filename", None) is not None and told.filename.startswith("<cell "):
        told.filename = name


def warning_text(
    category: type[Warning], message: Warning | str, line: int, program: Program
) -> str:
    """Return a warning as Python prints it, with the line of the program that caused it."""
    lines = program.source.split("\n")
    text = f"{program.name}:{line}: {category.__name__}: {message}\n"
    if 1 <= line <= len(lines) and lines[line - 1].strip():
        text += f"  {lines[line - 1].strip()}\n"
    return text
