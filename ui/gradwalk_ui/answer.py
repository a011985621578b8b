"""A request to run a program, answered in this process: read it, run it, build its scene.

On a server only a worker does this. In a browser, where the page is its own sandbox, and for
files of one's own it is done directly.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gradwalk_ui import program, questions, scene
from gradwalk_ui.limits import DEFAULT, Limits, Progress, Refused, words

Request = dict[str, object]
Reply = dict[str, Any]

STYLES = ("2.13", "classic")


def refused(key: str, **args: str | float) -> Reply:
    """Return a reply that says why there is no picture."""
    return {"kind": "refused", "reason": words(key, **args).row()}


def answer(request: Request, limits: Limits = DEFAULT, progress: Progress | None = None) -> Reply:
    """Return the scene of a request's program or what was asked of it, or why there is none."""
    source, name = request.get("source"), request.get("name", "program.py")
    style, seed = request.get("error_style", "2.13"), request.get("seed")
    if not isinstance(source, str) or not isinstance(name, str) or style not in STYLES:
        return refused("request.bad")
    if not isinstance(seed, int | None):
        return refused("request.bad")
    try:
        read = program.read(source, name)
        if "ask" in request:
            return questions.answer(read, request["ask"], limits, progress)
        result = program.run(read, limits, str(style), progress=progress, seed=seed)
    except Refused as reason:
        return {"kind": "refused", "reason": reason.words.row()}
    with collector_off():
        return {"kind": "scene", "scene": scene.build(result)}


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the collector away: a scene is many objects that all stay. This halves its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
