"""Ways to mend a program as edits of its text: lines to take away and lines to put in their place.

An edit is offered only where the line has the form that it changes; the words of the way stand
without one otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk_ui.edits import backward, calls, history, kept, names, shapes, writes
from gradwalk_ui.edits.text import Lines, program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gradwalk_ui.edits.text import Args, Edit

EDITS: dict[str, Callable[[Lines, Args], Edit | None]] = {
    f"mend.{edit.__name__}": edit for edit in (
        backward.allow_unused, backward.detach_carried, backward.detach_parts,
        backward.give_gradient, backward.ones_like, backward.retain_grad,
        backward.retain_graph, backward.sum_first, backward.zero_grad, calls.call,
        calls.call_backward, calls.in_list, calls.make_then_call, calls.on_cpu,
        calls.parameters, history.clone_keeps,
        history.detach, history.detach_numpy, history.float_leaf, history.leaf_first,
        history.no_detach, history.no_grad_instead, history.no_numbers, history.recorded,
        history.requires_grad, history.stack, kept.keep_number_list, kept.keep_number_sum,
        names.use_near, shapes.all_of, shapes.any_of, shapes.minus_one, shapes.target_shape,
        shapes.transpose, shapes.unsqueeze, shapes.use_reshape, writes.clone_alias,
        writes.clone_before, writes.clone_data, writes.clone_view, writes.out_of_place,
        writes.under_no_grad, writes.update_in_place, writes.write_later,
    )
}  # fmt: skip


def with_edits(
    source: str, mends: Sequence[dict[str, Any]], facts: Args | None = None
) -> list[dict[str, Any]]:
    """Return ways to mend, with the edit of each that has one.

    An edit reads the words' arguments, and facts that are not for words (names, shapes).
    """
    lines = Lines(source)
    rows = []
    for mend in mends:
        make = EDITS.get(mend["key"])
        edit = None if make is None else make(lines, mend["args"] | (facts or {}))
        fits = edit is not None and (program(source) is None or program(edited(source, edit)))
        rows.append(mend | {"edit": edit} if fits else mend)
    return rows


def edited(source: str, edit: Edit) -> str:
    """Return a program with an edit made."""
    texts = source.split("\n")
    for hunk in reversed(edit):
        at = hunk["line"] - 1
        texts[at : at + len(hunk["old"])] = hunk["new"]
    return "\n".join(texts)
