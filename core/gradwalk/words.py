"""Namespaces from lists of words, where imports would take a line for each name."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any


def taken(package: str, table: str) -> dict[str, Any]:
    """What names stand for. A line is `module: names` of that package; indented lines go on."""
    found = {}
    for line in re.sub(r"\n +", " ", table).strip().split("\n"):
        name, _, names = line.partition(": ")
        module = import_module(f"{package}.{name}")
        found.update({each: getattr(module, each) for each in names.split()})
    return found
