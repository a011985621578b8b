"""What a torch name that does not exist yet is answered with."""

from __future__ import annotations

import difflib
from types import ModuleType
from typing import Any


def error(module: str, namespace: dict[str, Any], name: str) -> AttributeError:
    """An AttributeError that says so and names the nearest that does exist."""
    if name.startswith("__"):
        return AttributeError(f"module 'torch' has no attribute {name!r}")
    public = [
        each
        for each, value in namespace.items()
        if each[0] != "_" and not isinstance(value, ModuleType) and _is_ours(value)
    ]
    near = difflib.get_close_matches(name, public, 1, 0.0)
    hint = f"; the nearest that does is {module}.{near[0]}" if near else ""
    return AttributeError(f"{module}.{name} does not exist in gradwalk yet{hint}")


def _is_ours(value: Any) -> bool:
    """Not something that a module of ours imported for itself."""
    home = getattr(value, "__module__", None)
    return home is None or home.startswith(("gradwalk", "torch"))
