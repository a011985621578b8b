"""Recording code where it runs: `with record() as recording:` in a script or a notebook."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Mapping
from os import PathLike
from types import FrameType, TracebackType
from typing import Any, Self

from gradwalk.trace import events as e

from gradwalk_ui import scene
from gradwalk_ui.holders import Holders
from gradwalk_ui.program import ProgramError, Run, Stopped
from gradwalk_ui.torch_bridge.files import Files, placed
from gradwalk_ui.torch_bridge.loading import BridgeError, load
from gradwalk_ui.torch_bridge.notes import Place
from gradwalk_ui.torch_bridge.recorder import Recorder


class Live(Recorder):
    """A recorder that finds lines and variables by the frames of a person's own code."""

    def __init__(self, torch: Any, most: int | None) -> None:
        self.files = Files()
        self._last: Place = (0, 0)
        self._bound: dict[tuple[int, str], int] = {}  # frame and variable -> what it was last
        super().__init__(torch, self.where, most)
        self._watch = self.watching(self.variables)
        self.holders: Holders | None = None

    def __enter__(self) -> Self:
        super().__enter__()
        self.holders = self._watch.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        if self.holders is not None:
            self.holders.close()
        self._watch.__exit__(None, None, None)
        super().__exit__(*error)

    def variables(self) -> Iterator[tuple[str, Any]]:
        """Yield what a person's own functions that run hold, the innermost first, and its file."""
        frame = innermost = self.files.frame()
        while frame is not None:
            if self.files.cell(frame.f_code) is not None:
                yield from by_name(frame.f_locals)
            frame = frame.f_back
        if innermost is not None:
            yield from by_name(innermost.f_globals)

    def where(self) -> Place:
        """Return cell and line of what runs."""
        frame = self.files.frame()
        if frame is None:
            return 0, 0
        return self.files.cell(frame.f_code) or 0, frame.f_lineno

    def called(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call of the program's own, after looking what its variables are now."""
        if not self.depth and not self.busy and not self.silent and self.full is None:
            self.look_around(self.files.frame())
        return super().called(func, args, kwargs)

    def look_around(self, frame: FrameType | None) -> None:
        """Where a new line runs, tell what the lines before it bound."""
        if frame is None:
            return
        place = self.files.cell(frame.f_code) or 0, frame.f_lineno
        if place == self._last:
            return
        before, self._last = self._last, place
        bound = before if before[0] == place[0] and before[1] else place
        for name, value in list(frame.f_locals.items()):
            if self._bound.get((id(frame), name)) != id(value) and self._speaks(name, value):
                self._bound[id(frame), name] = id(value)
                self.place = bound
                self.named(name, value)
                self.place = None
        if self.audit.exposed:
            self.look()
        if self.holders is not None:
            self.holders.look()

    def _speaks(self, name: str, value: Any) -> bool:
        """Whether a variable is one that the picture names."""
        if hidden(name):
            return False
        if isinstance(value, (list, tuple)):
            return any(self.is_tensor(each) for each in value[:64])
        return self.is_tensor(value) or isinstance(value, self.torch.nn.Module)


def hidden(name: str) -> bool:
    """Whether a variable is Python's or IPython's, or one that its owner hides."""
    return name.startswith("_") or name in ("In", "Out")


def by_name(variables: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return variables, those last that are hidden: what else holds the same is told of first."""
    return sorted(variables.items(), key=lambda each: hidden(each[0]))


class Recording:
    """What happened in a block of real PyTorch: `.trace`, `.scene()`, `.export("page.html")`."""

    __slots__ = (
        "_live",
        "_run",
    )  # without a __dict__ nobody finds tensors in the program through it

    def __init__(self, events: int | None) -> None:
        self._live = Live(load(), events)
        self._run: Run | None = None

    def __enter__(self) -> Self:
        self._live.look_around(self._live.files.frame())
        self._live.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        live = self._live
        try:
            live._last = (live._last[0], 0) if live._last == (0, 0) else live._last
            frame = live.files.frame()
            if frame is not None and error is None:
                live.look_around(frame)
        finally:
            live.__exit__()
        self._run = self._finished(error)

    def _finished(self, error: BaseException | None) -> Run:
        program, moved = self._live.files.program()
        trace = self._live.trace()
        events = [placed(event, moved) for event in trace.events]
        errors = () if error is None else (self._failure(error, len(events), moved),)
        said = self._live.cut()
        stopped = None if said is None else Stopped(said, events[-1].line)
        self._live.events = []
        lives = None if self._live.holders is None else self._live.holders.lives(moved)
        # Scopes are modules and steps: they have no line of the program's that would have moved.
        told = e.Trace(tuple(events), scopes=trace.scopes)
        return Run(program, told, (), errors, stopped, lives=lives)

    def _failure(self, error: BaseException, count: int, moved: list[int]) -> ProgramError:
        files = self._live.files
        cell = line = 0
        for frame, number in traceback.walk_tb(error.__traceback__):
            if files.cell(frame.f_code) is not None:
                cell, line = files.line(frame.f_code.co_filename, number, moved)
        text = "".join(traceback.format_exception(error))
        return ProgramError(count, cell, line, type(error).__name__, str(error), text)

    @property
    def run(self) -> Run:
        """The program's lines and all that happened; there once the block has ended."""
        if self._run is None:
            raise BridgeError(
                "nothing is recorded yet: the block `with record() as recording:` must have ended"
            )
        return self._run

    @property
    def trace(self) -> e.Trace:
        """What happened, as events."""
        return self.run.trace

    def scene(self) -> dict[str, Any]:
        """Return the picture as JSON."""
        return scene.build(self.run)

    def show(self, **how: Any) -> Any:
        """Return the explorer as a notebook shows it; `how` are attributes of `<grad-walk>`."""
        from gradwalk_ui import notebook  # noqa: PLC0415 - it brings Bokeh

        return notebook.display(self.scene(), name=self.run.program.name, **how)

    def export(self, file: str | PathLike[str]) -> None:
        """Write one HTML file that plays anywhere."""
        self.show().save(file)

    def _repr_mimebundle_(self, **_: object) -> Mapping[str, str]:
        return self.show()._repr_mimebundle_()  # type: ignore[no-any-return]


def caller() -> FrameType:
    """Return the frame that called whoever calls this."""
    return sys._getframe(2)
