"""Anomaly mode: a failing backward says which forward call it belongs to, and nan is an error."""

from __future__ import annotations

import traceback
import warnings
from typing import Any

from gradwalk import errors, graph, saved
from gradwalk.array import xp
from gradwalk.graph import Node
from gradwalk.tensorbase import TensorBase

enabled = False
_running: list[Node] = []
check_nan = True
_NO_TRACE = (
    "No forward pass information available. Enable detect anomaly during forward pass for more "
    "information."
)
_ON = (
    "Anomaly Detection has been enabled. This mode will increase the runtime and should only be "
    "enabled for debugging."
)


def _set(on: bool, nan: bool) -> None:
    global enabled, check_nan
    enabled, check_nan = on, nan
    saved.anomaly = on
    graph.watch(remember, on)


def set_anomaly_enabled(enabled: bool, check_nan: bool = True) -> None:
    """Switch anomaly mode on or off."""
    if enabled.__class__ is not bool:
        raise errors.not_a_bool("set_anomaly_enabled(): argument 'enabled' (position 1)", enabled)
    _set(enabled, check_nan)


def is_anomaly_enabled() -> bool:
    """Whether anomaly mode is on."""
    return enabled


def is_anomaly_check_nan_enabled() -> bool:
    """Whether anomaly mode looks for nan."""
    return check_nan


class set_detect_anomaly:  # noqa: N801 - torch's own name
    """Switches at once when called; as a context manager it switches back at the end."""

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        self._before = (enabled, globals()["check_nan"])
        set_anomaly_enabled(mode, check_nan)

    def __enter__(self) -> None:
        """Switched already."""

    def __exit__(self, *error: object) -> None:
        _set(*self._before)


class detect_anomaly:  # noqa: N801 - torch's own name
    """Anomaly mode inside a `with`."""

    def __init__(self, check_nan: bool = True) -> None:
        self._nan = check_nan
        warnings.warn(_ON, UserWarning, stacklevel=2)

    def __enter__(self) -> None:
        self._before = (enabled, check_nan)
        _set(True, self._nan)

    __exit__ = set_detect_anomaly.__exit__


def remember(node: Node) -> None:
    """Keep the traceback of the call that made a node, and the node whose backward made it."""
    frames = [each for each in traceback.extract_stack() if not _own(each.filename)]
    node.metadata["traceback_"] = traceback.format_list(frames)
    if _running:
        node.metadata["parent_"] = _running[-1]


def _own(filename: str) -> bool:
    return filename.startswith(_HERE)


# As tracebacks name it: as bytecode alone the module is another file.
_HERE = _own.__code__.co_filename.removesuffix("anomaly.py")


def run(node: Node, grads: list[Any], recording: bool) -> Any:
    """Run a node; if it fails, warn with the traceback of its forward."""
    _running.append(node)
    try:
        parts = node.run(grads, recording)
        if check_nan:
            _look_for_nan(node, parts)
    except Exception:
        report(node)
        raise
    finally:
        _running.pop()
    return parts


def report(node: Node | None) -> None:
    """Warn that a node, or a hook of it, failed, with the tracebacks of what made it."""
    start, did = "Error detected in", "caused the error"
    while node is not None:
        name, trace = node.name(), node.metadata.get("traceback_")
        text = f"{start} {name}. Traceback of forward call that {did}:\n{''.join(trace or ())}"
        warnings.warn(text if trace else f"Error detected in {name}. {_NO_TRACE}", stacklevel=3)
        start, did = "\n\nPrevious calculation was induced by", "induced the previous calculation"
        node = node.metadata.get("parent_")


def _look_for_nan(node: Node, parts: Any) -> None:
    for index, part in enumerate(parts):
        array = part._array if isinstance(part, TensorBase) else part
        if array is not None and xp.isnan(array).any():
            text = f"Function '{node.name()}' returned nan values in its {index}th output."
            raise RuntimeError(text)
