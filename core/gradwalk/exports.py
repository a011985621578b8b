"""What a package takes from its modules, by a table of names."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def exported(package: str, table: str) -> dict[str, Any]:
    """Each line is `module: names`, and what is indented goes on from the line above."""
    found: dict[str, Any] = {}
    for line in table.strip().replace("\n    ", " ").splitlines():
        home, _, names = line.partition(": ")
        module = import_module(f"{package}.{home}")
        found |= {name: getattr(module, name) for name in names.split()}
    return found
