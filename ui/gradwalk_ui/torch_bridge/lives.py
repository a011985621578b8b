"""How long real tensors and nodes live, and what a program holds of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gradwalk_ui.holders import Holders

if TYPE_CHECKING:
    from gradwalk.trace.lives import Deaths

    from gradwalk_ui.holders import Roots
    from gradwalk_ui.torch_bridge.recorder import Recorder


@contextmanager
def watched(recorder: Recorder, roots: Roots) -> Iterator[Holders]:
    """Watch over what a program's variables, the roots, hold and what is freed while it runs."""
    freed: Deaths = []

    def gone(identity: str) -> None:
        is_node = identity.startswith("n")
        key = int(identity[1:]) + (not is_node)  # as the keeper's
        freed.append((len(recorder.events), is_node, key, recorder.locate()))

    recorder.keeper.gone = gone
    try:
        yield Holders(recorder, roots, freed, recorder.torch.Tensor)
    finally:
        recorder.keeper.gone = None
