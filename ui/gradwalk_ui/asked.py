"""Answers to questions about a program, recorded with its picture for a page that runs nothing."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import product

from gradwalk_ui.answer import Reply, answer
from gradwalk_ui.limits import DEFAULT, Limits

SECONDS = 5.0  # for all of them; of what is not answered by then the page says so
QUESTIONS = ("why", "check")


def answers(scene: Reply, limits: Limits = DEFAULT, seconds: float = SECONDS) -> list[Reply]:
    """Return what can be asked of a scene's tensors, leaves first, each with its answer."""
    until = time.monotonic() + seconds
    found: list[Reply] = []
    for tried, ((box, passes), question) in enumerate(product(reached(scene), QUESTIONS)):
        left = until - time.monotonic()
        if left <= 0 or (tried == len(QUESTIONS) and not found):  # it cannot be run again
            break
        request = {"question": question, "of": box, "result": None, "passes": passes}
        ask = {**request, "seed": scene.get("seed")}
        shorter = replace(limits, seconds=min(limits.seconds or left, left))
        reply = answer({"source": scene["source"], "ask": ask}, shorter)
        if reply["kind"] == "answer":
            found.append({"request": request, "answer": reply["answer"]})
    return found


def reached(scene: Reply) -> list[tuple[str, int]]:
    """Return each tensor that a backward brought a gradient, with the number of that backward."""
    began = [at for at, moment in enumerate(scene["moments"]) if moment["kind"] == "began"]
    tensors = [node for node in scene["nodes"] if node["kind"] == "tensor"]
    tensors.sort(key=lambda node: not node["leaf"])
    came = arrivals(scene)
    return [
        (node["id"], passes)
        for node in tensors
        for passes in sorted({bisect_right(began, at) for at in came[node["id"]]}, reverse=True)
        if passes
    ]


def arrivals(scene: Reply) -> dict[str, list[int]]:
    """Return for each tensor the moments at which a gradient came to it, as its page has them."""
    found: dict[str, list[int]] = defaultdict(list)
    of = {edge["id"]: edge["from"] for edge in scene["edges"]}
    for identity, fields in scene["changes"].items():
        for row in (fields.get("grad", ()), fields.get("gradient", ())):
            found[of.get(identity, identity)] += [at for at, value in row if value is not None]
    return found
