"""Undo what a program has changed in the modules it may import, where no process ends with it.

A program may set a default dtype or a grad mode, seed the generator, or put a function of its own
in place of one of ours. What is remembered is what each module and each class of ours had by
name; what a program writes into an object that they share with it, such as a list, is not.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from operator import is_
from types import ModuleType
from typing import Any

from gradwalk_ui.allowed import ENGINE, MODULES

State = list[tuple[Any, Mapping[str, object]]]


def remember() -> State:
    """Return what all that programs can reach has by name."""
    modules = [module for name, module in sorted(sys.modules.items()) if _reached(name)]
    classes = dict.fromkeys(
        each for module in modules for each in vars(module).values() if _ours(each)
    )
    return [(each, dict(vars(each))) for each in (*modules, *classes)]


def restore(state: State) -> None:
    """Make everything as it was, and the random numbers new ones."""
    for owner, names in state:
        now = vars(owner)
        if [*now] == [*names] and all(map(is_, now.values(), names.values())):
            continue  # as nearly all are: no step in Python for each of their thousands of names
        for name in [name for name in now if name not in names and not _is_part(owner, name)]:
            delattr(owner, name)
        for name, value in names.items():
            if now.get(name, state) is not value:
                setattr(owner, name, value)
    random.seed()
    sys.modules["gradwalk.random"].default_generator.seed()


def _reached(name: str) -> bool:
    return name in MODULES or name.partition(".")[0] == "gradwalk"


def _ours(value: object) -> bool:
    """Tell whether a value is a class of ours: those of the interpreter cannot be changed."""
    return isinstance(value, type) and value.__module__.partition(".")[0] in ENGINE


def _is_part(owner: object, name: str) -> bool:
    """Tell whether a name is that of a module which was imported since then; it stays."""
    return isinstance(owner, ModuleType) and f"{owner.__name__}.{name}" in sys.modules
