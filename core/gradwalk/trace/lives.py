"""How long tensors and nodes live: while a program is watched, each tells when Python frees it.

The classes have a finaliser for that time alone, so nothing is slower where nobody watches.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gradwalk.graph import Node
from gradwalk.tensorbase import TensorBase
from gradwalk.trace.places import Place, locate
from gradwalk.trace.record import Recorder

Deaths = list[tuple[int, bool, int, Place]]
# where in the log, whether it is a node, its sequence number or a tensor's key, and the line


@contextmanager
def watched(recorder: Recorder) -> Iterator[Deaths]:
    """Give a list that grows with each tensor and each node that is freed from here on."""
    freed: Deaths = []
    log = recorder.log
    before = Node.__dict__.get("__del__")

    def tensor_freed(self: TensorBase) -> None:
        try:
            key = self._known
        except AttributeError:  # an exception left it half made
            return
        if key:
            freed.append((len(log), False, key, locate()))

    def node_freed(self: Node) -> None:
        try:
            freed.append((len(log), True, self.sequence_nr, locate()))
        except AttributeError:
            return
        if before is not None:
            before(self)

    classes: tuple[tuple[Any, Any], ...] = ((TensorBase, tensor_freed), (Node, node_freed))
    for each, finaliser in classes:
        each.__del__ = finaliser
    try:
        yield freed
    finally:
        del TensorBase.__del__  # type: ignore[attr-defined]
        if before is None:
            del Node.__del__
        else:
            Node.__del__ = before  # type: ignore[method-assign]
