"""What a visitor's program may import and call.

This keeps honest programs from what cannot work here and says so in plain words. It is no wall:
that is the worker process, which has no files, no network and no other processes.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Callable
from typing import NoReturn

from gradwalk.array import xp

from gradwalk_ui.limits import Words, words

MODULES = (
    "__future__", "abc", "array", "bisect", "cmath", "collections", "collections.abc", "contextlib",
    "copy", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "gc",
    "gradwalk", "heapq", "io", "itertools", "json", "math", "numbers", "numpy", "numpy.fft",
    "numpy.linalg", "numpy.random", "operator", "pickle", "pprint", "random", "re", "statistics",
    "string", "textwrap", "time", "torch", "types", "typing", "warnings", "weakref",
)  # fmt: skip
# What is imported late in the name of the program: by C code (the compiler needs unicodedata for a
# name that is not ASCII), and by NumPy for its attributes.
INTERNAL = ("_strptime", "numpy.ma", "numpy.polynomial", "unicodedata")
ENGINE = ("torch", "gradwalk")  # with all that is below them
DRAWING = ("matplotlib", "seaborn", "plotly", "bokeh", "torchviz", "tensorboard", "IPython")
BUILTINS = ("open", "exec", "eval", "compile", "input", "breakpoint", "help")


class NotAvailable(ImportError):
    """A module or a builtin that programs cannot have here."""

    __module__ = "builtins"  # so that a traceback calls it by its plain name

    def __init__(self, text: str, reason: Words) -> None:
        super().__init__(text)
        self.words = reason


def preload() -> None:
    """Import all that programs may import, before the worker shuts itself off from files."""
    given = {"torch"} if xp.__name__ == "numpy" else {"torch", "numpy"}  # alias.py gives these
    for name in (*MODULES, *INTERNAL):
        if name.partition(".")[0] not in given:
            importlib.import_module(name)


def names(*, trusted: bool) -> dict[str, object]:
    """Return the builtins a program sees; all of them when it is trusted."""
    given = dict(vars(builtins))
    if not trusted:
        given.update((name, _refuse(name)) for name in BUILTINS)
        given.update(__import__=_import, exit=_exit, quit=_exit)
    return given


def _refuse(name: str) -> Callable[..., NoReturn]:
    def refused(*_args: object, **_named: object) -> NoReturn:
        text = f"{name}() is not available here: a program has no files, no keyboard, no new code"
        raise NotAvailable(text, words("explain.no_builtin", name=name))

    refused.__name__ = refused.__qualname__ = name
    return refused


def _exit(code: object = None) -> NoReturn:
    raise SystemExit(code)


def _import(
    name: str,
    names: dict[str, object] | None = None,
    own: dict[str, object] | None = None,
    fromlist: tuple[str, ...] | None = (),
    level: int = 0,
) -> object:
    """Import what is on the list, as `__import__` does."""
    top = name.partition(".")[0]
    listed = name in MODULES or name in INTERNAL or top in ENGINE
    if not listed and not (top == "numpy" and name in sys.modules):  # numpy's C code does so too
        raise _not_available(top or ".")
    try:
        return __import__(name, names, own, fromlist or (), level)
    except ModuleNotFoundError:
        text = f"{name} does not exist in gradwalk yet"
        raise NotAvailable(text, words("explain.no_torch_module", name=name)) from None


def _not_available(name: str) -> NotAvailable:
    listed = ", ".join(module for module in MODULES if "." not in module and module[0] != "_")
    if name in DRAWING:
        text = f"no module {name!r} here: the graph is drawn for you; remove the import and its use"
        return NotAvailable(text, words("explain.no_drawing", name=name))
    text = f"no module {name!r} here; these can be imported: {listed}"
    return NotAvailable(text, words("explain.no_module", name=name, modules=listed))
