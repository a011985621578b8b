"""What the page asks and what it gets: plain data in, plain data out, in every host.

`handle` never raises: whatever is wrong with a request or a program comes back as words.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any

from gradwalk_ui import lessons
from gradwalk_ui.answer import Reply, Request, refused
from gradwalk_ui.compare import compare
from gradwalk_ui.limits import LONGEST_FILE, Refused

Runner = Callable[[Request], Reply]

log = logging.getLogger(__name__)
drawn: dict[str, Reply] = {}  # the lessons' scenes, which never change
drawing = Lock()


def handle(request: object, run: Runner) -> Reply:
    """Return the reply to one request; `run` is where programs run."""
    try:
        reply = _handle(request, run)
    except Exception:
        log.exception("a request could not be answered")
        return refused("request.failed")
    if "fault" in reply:  # ours, in a worker
        log.error("a request could not be answered: %s", reply["fault"])
        return refused("request.failed")
    return reply


def prepare(run: Runner) -> None:
    """Draw all lessons, so that the first visitor finds a warm worker and waits for nothing."""
    for lesson in lessons.lessons():
        handle({"kind": "lesson", "id": lesson.id}, run)


def opening() -> list[tuple[Request, Reply]]:
    """Return what a page asks first, with the replies that are at hand: nothing is run for it."""
    heads: Request = {"kind": "lessons"}
    first: Request = {"kind": "lesson", "id": lessons.lessons()[0].id}
    known = [(heads, _heads())]
    if first["id"] in drawn:
        known.append((first, drawn[first["id"]]))
    return known


def _handle(request: object, run: Runner) -> Reply:
    match request:
        case {"kind": "lessons"}:
            return _heads()
        case {"kind": "lesson", "id": str(id)}:
            found = lessons.lesson(id)
            return refused("request.no_lesson", id=id[:80]) if found is None else _draw(found, run)
        case {"kind": "run", "source": str(source)} if len(source) > LONGEST_FILE:
            return refused("program.too_long", count=len(source), most=LONGEST_FILE, line=1)
        case {"kind": "run", "source": str(source), **more}:
            style, name = more.get("error_style", "2.13"), more.get("name", "program.py")
            seed = {"seed": more["seed"]} if more.get("seed") is not None else {}
            return run({"source": source, "error_style": style, "name": name, **seed})
        case {"kind": "compare", "a": {"source": str()} as a, "b": {"source": str()} as b, **more}:
            return compare_runs((a, b), more, run)
        case {"kind": "ask", "source": str(source), **question} if len(source) <= LONGEST_FILE:
            return run({"source": source, "ask": question})
    return refused("request.bad")


def compare_runs(programs: Sequence[Reply], more: Mapping[Any, object], run: Runner) -> Reply:
    """Return the scene of two runs beside one another, which draw the same random numbers."""
    scenes = []
    seed = more.get("seed")
    for program in programs:
        asked = {**more, **program, "kind": "run", "seed": seed}
        reply = _handle(asked, run)
        if reply["kind"] != "scene":
            return reply
        scenes.append(reply["scene"])
        seed = reply["scene"].get("seed") if seed is None else seed
    names = [str(program.get("name", "")) for program in programs]
    try:
        return {"kind": "scene", "scene": compare(scenes[0], scenes[1], (names[0], names[1]))}
    except Refused as reason:
        return {"kind": "refused", "reason": reason.words.row()}


def _heads() -> Reply:
    return {"kind": "lessons", "lessons": [_head(each) for each in lessons.lessons()]}


def _head(lesson: lessons.Lesson) -> Reply:
    head: Reply = {"id": lesson.id, "title": lesson.title, "summary": lesson.summary}
    if lesson.beside:
        head["beside"] = [{"name": name, "source": source} for name, source in lesson.beside]
    return head


def _draw(lesson: lessons.Lesson, run: Runner) -> Reply:
    """Return a lesson with its scene, which is made once."""
    with drawing:
        if lesson.id not in drawn:
            reply = run({"source": lesson.source, "name": f"{lesson.id}.py"})
            if reply["kind"] != "scene" or reply["scene"]["stopped"] is not None:
                return reply
            drawn[lesson.id] = {**reply, "lesson": _head(lesson)}
        return drawn[lesson.id]
