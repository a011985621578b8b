"""Real PyTorch in the explorer: `record()` around code that runs, `explore(loss)` afterwards.

    from gradwalk_ui import torch_bridge

    with torch_bridge.record() as recording:
        loss = model(x).sum()
        loss.backward()
    recording.export("page.html")

Nothing here needs PyTorch until one of the two is called.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from gradwalk_ui.limits import DEFAULT
from gradwalk_ui.torch_bridge.loading import BridgeError

if TYPE_CHECKING:
    from gradwalk_ui.torch_bridge.existing import Existing
    from gradwalk_ui.torch_bridge.live import Recording

MOST_NODES = 2_500  # of an existing graph: with tensors and what is saved ten thousand boxes

__all__ = ["BridgeError", "explore", "record"]


def record(*, events: int | None = DEFAULT.events) -> Recording:
    """Return a context manager that records the real PyTorch which runs within, in this thread.

    After so many events the program goes on unrecorded, and the page says so; None: never.
    """
    from gradwalk_ui.torch_bridge.live import Recording  # noqa: PLC0415 - it needs PyTorch

    return Recording(events)


def explore(root: Any, *, most: int | None = MOST_NODES, **names: Any) -> Existing:
    """Show the graph behind a tensor of real PyTorch, which need not have been recorded.

    Variables of the caller name its tensors; further ones may be given: `explore(loss, w=w)`. Of
    more than `most` nodes the newest are shown, which are nearest to the tensor.
    """
    from gradwalk_ui.torch_bridge.existing import Existing  # noqa: PLC0415 - it needs PyTorch

    caller = sys._getframe(1)
    return Existing(root, {**caller.f_globals, **caller.f_locals, **names}, most)
