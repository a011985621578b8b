"""Why it failed, in plain words: who saved, who wrote, who needed it, and ways to mend it.

PyTorch's text stays verbatim beside the explanation; words are keys of the catalogues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui import reasons
from gradwalk_ui.edits import with_edits
from gradwalk_ui.mends import Mending, mends_of
from gradwalk_ui.stories import STORIES
from gradwalk_ui.story import Story
from gradwalk_ui.values import short

if TYPE_CHECKING:
    from gradwalk_ui.film import Film
    from gradwalk_ui.program import ProgramError

MODIFIED = "modified by an inplace operation"
MENDS_OF = {
    "name_near": ["use_near"],
    "attribute_near": ["use_near"],
    "grad_nonleaf": ["retain_grad"],
    "grad_rebound": ["update_in_place"],
    "grad_unwanted": ["requires_grad"],
    "grad_uncalled": ["call_backward"],
    "grad_before": ["backward_first"],
    "optimizer_module": ["parameters"],
    "loss_made": ["make_then_call"],
    "twice_carried": ["detach_carried", "one_backward"],
    "twice_carried_parts": ["detach_parts", "one_backward"],
    "uncalled": ["call"],
    "dtype": ["make_float"],
    "name_failed": ["earlier_error"],
    "no_grad_fn_detached": ["no_detach"],  # the inputs want gradients already
    "no_grad_fn_no_grad": ["recorded"],
    "no_grad_fn_numbers": ["no_numbers"],
    "number_backward": ["no_numbers"],
}
NO_LINES = {"saved": None, "wrote": None, "needed": None}


def error(film: Film, failure: ProgramError) -> dict[str, Any]:
    """Return an error with its explanation; the scene adds the moment."""
    row: dict[str, Any] = {
        "moment": 0,
        "cell": failure.cell,
        "line": failure.line,
        "type": failure.type,
        "text": failure.text,
        "traceback": failure.traceback_text,
        "explain": None,
        "lines": NO_LINES,
        "nodes": [],
        "mends": [],
    }
    check = film.failed_check
    if MODIFIED in failure.text and check is not None and check.node in film.picture.op_of:
        return row | mismatch(film, check, failure.line)
    if failure.explain is not None:
        return row | {"explain": {"key": failure.explain.key, "args": dict(failure.explain.args)}}
    found = reasons.find(failure.type, failure.text)
    return row if found is None else row | known(film, failure, *found)


def known(
    film: Film, failure: ProgramError, reason: reasons.Reason, groups: dict[str, str]
) -> dict[str, Any]:
    """Explain an error of the table, with what the trace knows about it."""
    story = Story(film, failure)
    key = reason.key
    args: dict[str, Any] = {"line": failure.line, **groups}
    mends = list(reason.mends)
    if key in STORIES:
        key = STORIES[key](story, args)
    mends = MENDS_OF.get(key, mends) if story.mendable else []
    rows = [{"key": f"mend.{mend}", "args": args} for mend in mends]
    return {
        "explain": {"key": f"explain.{key}", "args": args},
        "nodes": story.boxes,
        "mends": with_edits(film.source, rows, story.facts),
    }


def mismatch(film: Film, check: e.Checked, needed: int) -> dict[str, Any]:
    """Explain a failed version check."""
    index = film.picture.op_of[check.node]
    made = film.event(index)
    assert isinstance(made, e.Made | e.Wrote)
    saved = next(saved for saved in made.saved if saved.name == check.name)
    drawn = film.picture.drawn[index]
    nodes = [drawn.op, f"{check.node}.{check.name}", film.box.get(saved.tensor or "")]
    writes = writes_since(film, index, saved.storage, check)
    at = writes[0] if writes else -1
    write = film.events[at] if writes else None
    assert write is None or isinstance(write, e.Wrote)
    args: dict[str, Any] = {
        "node": made.grad_fn,
        "op": made.op,
        "saved": film.labels.of(saved.tensor),
        "saved_line": made.line,
        "expected": check.expected,
        "found": check.found,
        "needed_line": needed,
    }
    mends = []
    if write is not None:
        written = film.picture.drawn[at]
        nodes += [written.op, *written.boxes]
        args |= {
            "through": film.labels.of(write.tensor),
            "write": write.op,
            "wrote_line": write.line,
            "count": len(writes),
        }
        mends = mends_of(Mending(film, writes, check, needed), args)
    return {
        "explain": {"key": f"explain.{words_of(writes, write, saved)}", "args": args},
        "lines": three_lines(made, write, needed),
        "nodes": [node for node in dict.fromkeys(nodes) if node],
        "mends": with_edits(film.source, mends),
    }


def words_of(writes: list[int], write: e.Wrote | None, saved: e.Saved) -> str:
    """Return which explanation fits a mismatch."""
    if write is None:
        return "mismatch_unheard"
    if len(writes) > 1:
        return "mismatch_more"
    return "mismatch_same" if write.tensor == saved.tensor else "mismatch"


def writes_since(film: Film, start: int, storage: str, check: e.Checked) -> list[int]:
    """Return the writes that took the storage's counter from what was saved to what was found."""
    return [
        at
        for at, event in enumerate(film.events)
        if at > start
        and isinstance(event, e.Wrote)
        and event.storage == storage
        and event.counted
        and check.expected <= event.before < check.found
    ]


def silent(film: Film) -> list[dict[str, Any]]:
    """Return the gradients that are wrong though nothing was refused."""
    rows = []
    for index, event in enumerate(film.events):
        if not isinstance(event, e.SilentlyWrong):
            continue
        rows.append(silent_row(film, index, event))
    return rows


def silent_row(film: Film, index: int, event: e.SilentlyWrong) -> dict[str, Any]:
    """Explain one silently wrong gradient."""
    made = film.event(event.saved)
    assert isinstance(made, e.Made | e.Wrote)
    write = film.event(event.wrote) if event.wrote is not None else None
    assert write is None or isinstance(write, e.WroteUnseen)
    saved = next(saved for saved in made.saved if saved.name == event.name)
    box = film.box[event.leaf]
    through = write.tensor if write is not None and write.op != "data" else None
    card = f"{event.node}.{event.name}"
    nodes = [film.picture.drawn[event.saved].op, card, film.box.get(saved.tensor or ""), box]
    if through is not None:
        nodes.append(film.box.get(through))
    args = {
        "node": made.grad_fn,
        "saved": film.labels.of(saved.tensor),
        "saved_line": made.line,
        "leaf": film.labels.of(event.leaf),
        "got": short(event.got),
        "true": short(event.true),
        "wrote_line": write.line if write else None,
        "through": film.labels.of(through) if through else None,
        "write": write.op if write else None,
    }
    key, mends = silent_words(write, through)
    return {
        "moment": film.moment_of[index],
        "cell": event.cell,
        "line": event.line,
        "nodes": [node for node in dict.fromkeys(nodes) if node],
        "leaf": box,
        "got": film.values.add(event.got),
        "true": film.values.add(event.true),
        "lines": three_lines(made, write, event.line),
        "explain": {"key": f"explain.{key}", "args": args},
        "mends": with_edits(film.source, [{"key": f"mend.{mend}", "args": args} for mend in mends]),
    }


def silent_words(write: e.WroteUnseen | None, through: str | None) -> tuple[str, tuple[str, ...]]:
    """Return which explanation and mends fit a silent write."""
    if through is not None:
        return "silent", ("detach_instead", "clone_data")
    if write is not None and write.op == "data":
        return "silent_assigned", ("forward_after", "copy_under_no_grad")
    return "silent_found", ("copy_numpy", "clone_data")


def three_lines(
    made: e.Made | e.Wrote, write: e.Wrote | e.WroteUnseen | None, needed: int
) -> dict[str, int | None]:
    """Return the lines that saved, wrote and needed."""
    return {
        "saved": made.line or None,
        "wrote": (write.line or None) if write is not None else None,
        "needed": needed or None,
    }
