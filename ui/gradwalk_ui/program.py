"""Run a person's program cell by cell, as a notebook does, and keep all that happened.

Later cells still run after one that failed. What a program prints, the values of last
expressions, its warnings and its errors are kept with their line and with the number of events
there were by then, so that they can be put in order with the trace.
"""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol, TextIO

from gradwalk.alias import as_torch
from gradwalk.errors import set_error_style, warn_anew
from gradwalk.trace.events import Trace
from gradwalk.trace.places import locate
from gradwalk.trace.record import Recorder
from gradwalk.trace.scopes import Scopes

from gradwalk_ui import allowed, clock, lines, scoping
from gradwalk_ui.chance import Chance
from gradwalk_ui.holders import Holders, Lives, watched
from gradwalk_ui.limits import DEFAULT, LimitReached, Limits, Meter, Progress, Words, words
from gradwalk_ui.source import Cell, Program, read
from gradwalk_ui.tracebacks import cell_file, format_error, line_of, sources, warning_text

__all__ = ["Cell", "Output", "Program", "ProgramError", "Run", "Stopped", "read", "run"]


@dataclass(frozen=True, slots=True)
class Output:
    """A piece of what the program wrote."""

    event_index: int  # events there were when it was written
    cell: int
    line: int
    stream: str  # "out", "value" of a last expression, "warning" or "error"
    text: str


@dataclass(frozen=True, slots=True)
class ProgramError:
    """An exception that ended a cell."""

    event_index: int
    cell: int
    line: int
    type: str
    text: str  # verbatim, as PyTorch has it
    traceback_text: str
    explain: Words | None = None  # where we can say more than the text does


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why the program was ended before its end."""

    words: Words
    line: int


@dataclass(frozen=True, slots=True)
class Run:
    """A program and all that happened when it ran."""

    program: Program
    trace: Trace
    output: tuple[Output, ...]
    errors: tuple[ProgramError, ...]
    stopped: Stopped | None
    seed: int | None = None  # of random numbers that the program drew and had not seeded itself
    lives: Lives | None = None  # how long tensors lived; None where another engine ran


class Recording(Protocol):
    """What hears an engine while a program runs: `Recorder`, or the bridge to real PyTorch's."""

    scopes: Scopes

    def __enter__(self) -> Any:
        """Listen."""

    def __exit__(self, *error: object) -> None:
        """Listen no more."""

    def named(self, name: str, value: Any) -> None:
        """A variable was bound."""

    def look(self) -> None:
        """A statement begins."""

    def mark(self) -> int:
        """Return where we are."""

    def index(self, mark: int) -> int:
        """Return how many events there were at a mark."""

    def exceeds(self, count: int) -> bool:
        """Whether there are more events than so many."""

    def trace(self) -> Trace:
        """Return what has happened so far."""


class RealRecording(Recording, Protocol):
    """The bridge's, which itself watches over what lives."""

    def watched(self, names: Mapping[str, object]) -> AbstractContextManager[Holders]:
        """Watch over what a program holds and what is freed while it runs."""


def run(
    program: Program,
    limits: Limits = DEFAULT,
    error_style: str = "2.13",
    *,
    record: bool = True,
    echo: Callable[[Output], None] | None = None,
    progress: Progress | None = None,
    recorder: Recorder | RealRecording | None = None,
    seed: int | None = None,
    real: bool = False,
) -> Run:
    """Run the program; `echo` is told each piece of output, `progress` each line, at once.

    Without `record` the trace stays empty and nothing listens to the engine. With the `seed` of
    another run it draws the same random numbers. With `real`, PyTorch itself is what is recorded.
    """
    running = Running(program, limits, echo, progress)
    recorder = Recorder() if recorder is None else recorder
    with ExitStack() as stack:
        if record:
            running.listened(recorder, stack)
        if not real:
            stack.enter_context(torch_is_gradwalk(error_style))
        stack.enter_context(sources(program))
        stack.enter_context(redirect_stdout(running.out))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("always")  # `warned` tells which came before
        warnings.showwarning = running.warned  # type: ignore[assignment]
        meter = running.meter
        stack.enter_context(clock.alarm(limits.seconds, meter.out_of_time, meter.asked))
        chance = Chance(seed)
        running.cells()
        if progress is not None:
            progress[0] = 0
        running.leave()
    trace = recorder.trace() if record else Trace(())
    output = tuple([replace(x, event_index=recorder.index(x.event_index)) for x in running.output])
    errors = tuple([replace(x, event_index=recorder.index(x.event_index)) for x in running.errors])
    return Run(program, trace, output, errors, running.stopped, chance.drawn(), running.lives())


@contextmanager
def torch_is_gradwalk(style: str = "2.13") -> Iterator[None]:
    """Let `import torch` give the engine, and afterwards whatever it gave before."""
    finders = list(sys.meta_path)
    tops = {"torch"} if "numpy" in sys.modules else {"torch", "numpy"}  # what as_torch may give
    before = {name: sys.modules.pop(name) for name in _below(tops)}
    as_torch()
    warn_anew()
    try:
        with error_wording(style):
            yield
    finally:
        sys.meta_path[:] = finders
        for name in _below(tops):
            del sys.modules[name]
        sys.modules.update(before)


def _below(tops: set[str]) -> list[str]:
    """The modules that are loaded of those packages."""
    return [name for name in sys.modules if name.partition(".")[0] in tops]


@contextmanager
def error_wording(style: str) -> Iterator[None]:
    """Use PyTorch 2.13's wording of errors, or the older one."""
    set_error_style(style)
    try:
        yield
    finally:
        set_error_style("2.13")


class _Out(io.TextIOBase):
    """What stands for sys.stdout while a program runs."""

    def __init__(self, emit: Callable[[str, str], None]) -> None:
        self.emit = emit

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self.emit("out", text)
        return len(text)


class Running:
    """The state of one run."""

    def __init__(
        self,
        program: Program,
        limits: Limits,
        echo: Callable[[Output], None] | None,
        progress: Progress | None,
    ) -> None:
        self.program = program
        self.echo = echo
        self.recorder: Recording | None = None
        self.holders: Holders | None = None
        self.output: list[Output] = []
        self.errors: list[ProgramError] = []
        self.stopped: Stopped | None = None
        self.warnings: set[tuple[type[Warning], str, int]] = set()
        self.characters = 0
        self.cell = 0  # the one that runs
        self.out: TextIO = _Out(self.emit)  # type: ignore[assignment]
        self.meter = Meter(limits, self.more_events, progress)
        given = allowed.names(trusted=limits.trusted)
        given.update({lines.LINE: self.line, lines.BOUND: self.bound})
        given[lines.VALUE] = self.value
        given.update(self.scoping())
        self.names: dict[str, object] = {"__name__": "__main__", "__builtins__": given}

    def mark(self) -> int:
        """Return where the trace is by now; `run` makes it the number of events, in the end."""
        return 0 if self.recorder is None else self.recorder.mark()

    def listened(self, recorder: Recorder | RealRecording, stack: ExitStack) -> None:
        """Let a recorder hear the engine, and of what is held and freed."""
        self.recorder = stack.enter_context(recorder)
        if isinstance(recorder, Recorder):
            self.holders = stack.enter_context(watched(recorder, self.names))
        else:
            self.holders = stack.enter_context(recorder.watched(self.names))

    def lives(self) -> Lives | None:
        """Return how long tensors lived, where that was told."""
        return None if self.holders is None else self.holders.lives()

    def leave(self) -> None:
        """Let go of the tensors, whose memory is needed, and of what would hang in a circle."""
        if self.holders is not None:
            self.holders.close()
        self.names.clear()
        self.recorder = None

    def more_events(self, count: int) -> bool:
        """Tell whether there are more events than so many."""
        return self.recorder is not None and self.recorder.exceeds(count)

    def emit(self, stream: str, text: str, line: int | None = None) -> None:
        """Keep a piece of output; pieces of one printed line are one."""
        line = locate()[1] if line is None else line
        limit = self.meter.limits.output
        kept = text if limit is None else text[: max(0, limit - self.characters)]
        self.characters += len(text)
        self.keep(Output(self.mark(), self.cell, line, stream, kept))
        self.meter.written(len(self.output), self.characters)

    def keep(self, piece: Output) -> None:
        """Add a piece of output to what there is."""
        if self.echo is not None:
            self.echo(piece)
        if self.output and _same_line(self.output[-1], piece):
            piece = replace(piece, text=self.output.pop().text + piece.text)
        self.output.append(piece)

    def scoping(self) -> dict[str, Callable[..., None]]:
        """Return the calls by which a program tells of its functions and loops."""
        calls = {scoping.ENTER: "called", scoping.LEAVE: "left"}
        calls |= {scoping.TURN: "turned", scoping.OUT: "turned_out"}

        def tell(name: str, *args: Any) -> None:
            if self.recorder is not None:
                getattr(self.recorder.scopes, name)(*args)

        return {builtin: partial(tell, name) for builtin, name in calls.items()}

    def value(self, value: object) -> None:
        """Keep the value of a cell's last expression, as a notebook shows it."""
        if value is not None:
            self.emit("value", f"{value!r}\n")

    def line(self) -> None:
        """Note that a statement begins; what the last one wrote past autograd shows now."""
        if self.recorder is not None:
            self.recorder.look()
        if self.holders is not None:
            self.holders.look()
        self.meter.line()

    def bound(self, names: tuple[str, ...], *values: object) -> None:
        """Tell the recorder which tensors these variables now are."""
        if self.recorder is not None:
            for name, value in zip(names, values, strict=True):
                self.recorder.named(name, value)

    def warned(
        self,
        message: Warning | str,
        category: type[Warning],
        _filename: str,
        lineno: int,
        _file: TextIO | None = None,
        _line: str | None = None,
    ) -> None:
        """Do what warnings.showwarning does; a warning belongs to the program's own line."""
        line = locate()[1] or lineno  # lineno where it came up while the cell was compiled
        known = (category, str(message), line)  # Python warns once for each place, as we do
        if known in self.warnings:
            return
        self.warnings.add(known)
        self.emit("warning", warning_text(category, message, line, self.program), line)

    def cells(self) -> None:
        """Run one cell after the other, until the end or a limit."""
        try:
            for number, cell in enumerate(self.program.cells):
                self.cell = number
                if cell.kind == "code" and not self.runs_on(cell):
                    return
        except LimitReached as reached:
            line = line_of(reached) or self.program.cells[self.cell].first
            self.stopped = Stopped(reached.words, line)

    def runs_on(self, cell: Cell) -> bool:
        """Run a cell and tell whether the next one may run."""
        try:
            code = lines.compiled(self.program.code(cell), cell_file(self.cell), cell.first)
            exec(code, self.names)  # noqa: S102 - what this file is for
        except LimitReached:
            raise
        except SystemExit as leaving:
            if leaving.code not in (None, 0):
                self.failed(leaving, cell)
            return False
        except BaseException as error:  # noqa: BLE001 - a program may raise anything
            self.failed(error, cell)
            return not isinstance(error, KeyboardInterrupt)
        finally:
            if self.recorder is not None:
                self.recorder.scopes.all_left()
        return True

    def failed(self, error: BaseException, cell: Cell) -> None:
        """Keep an error that ended a cell; a program can make its text as long as it likes."""
        if isinstance(error, ImportError) and error.path:  # of this machine, nobody's business
            error.msg = error.msg.replace(f" ({error.path})", "")
        most = self.meter.limits.output
        kept = ProgramError(
            self.mark(),
            self.cell,
            line_of(error) or cell.first,
            "MemoryError" if isinstance(error, MemoryError) else type(error).__name__,
            text_of(error)[:most],
            format_error(error, self.program)[:most],
            explanation(error),
        )
        self.errors.append(kept)
        self.keep(Output(kept.event_index, self.cell, kept.line, "error", kept.traceback_text))
        error.__traceback__ = None  # else the frames keep every tensor of theirs alive


def _same_line(last: Output, piece: Output) -> bool:
    """Tell whether a piece goes on with the line that the last one left unfinished."""
    return not last.text.endswith("\n") and replace(last, text="") == replace(piece, text="")


def text_of(error: BaseException) -> str:
    """Return str(error), or what a traceback says where that fails."""
    if isinstance(error, SyntaxError):
        return error.msg  # str() adds the name that the cell was compiled under
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - its own __str__ may raise anything
        return "<exception str() failed>"


def explanation(error: BaseException) -> Words | None:
    """Return what is said about an error that has to do with where the program runs."""
    match error:
        case allowed.NotAvailable():
            return error.words
        case MemoryError():
            return words("explain.memory")
    return None
