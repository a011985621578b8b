"""A file or a cell under real PyTorch: its run, with the trace, as the engine would give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gradwalk.trace.places import locate

from gradwalk_ui import program
from gradwalk_ui.limits import Limits
from gradwalk_ui.torch_bridge.loading import load
from gradwalk_ui.torch_bridge.recorder import Recorder


def recorder() -> Recorder:
    """Return a recorder for a program that is run cell by cell."""
    return Recorder(load(), locate)


def run(
    read: program.Program, limits: Limits, echo: Callable[[program.Output], None] | None = None
) -> program.Run:
    """Run a program under real PyTorch and record it: to its end, of which all may not be there."""
    recording = recorder()
    run = program.run(read, limits, echo=echo, recorder=recording, real=True)
    said = recording.cut()
    if said is None or run.stopped is not None or recording.full is None:
        return run
    return replace(run, stopped=program.Stopped(said, recording.full[1]))
