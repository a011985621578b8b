"""What a module's parts may be called, and what errors and its repr call them."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from gradwalk.tensor import Tensor


def check_name(name: str, kind: str) -> None:
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {type(name).__name__}")
    if "." in name:
        more = f", got: {name}" if kind == "module" else ""
        raise KeyError(f'{kind} name can\'t contain "."{more}')
    if not name:
        raise KeyError(f'{kind} name can\'t be empty string ""')


def no_options(owner: str, count: int, named: dict[str, Any]) -> TypeError:
    """What a module whose constructor takes nothing says to arguments."""
    start = f"{owner}.__init__()"
    if named:
        return TypeError(f"{start} got an unexpected keyword argument '{next(iter(named))}'")
    return TypeError(f"{start} takes 1 positional argument but {count + 1} were given")


def typename(obj: Any) -> str:
    """The name of an object's type, or of a class or function, with its module unless builtins."""
    if isinstance(obj, Tensor):
        return str(obj.type())
    named = obj if hasattr(obj, "__qualname__") else type(obj)
    home, name = getattr(obj, "__module__", "") or "", named.__qualname__
    if isinstance(obj, FunctionType) and not home:  # made for a table's entry
        home = "gradwalk."
    if home.startswith("gradwalk."):  # torch's own functions are of two places
        inner = home.startswith("gradwalk.nn.")
        home = "torch.nn.functional" if inner else "torch._VariableFunctionsClass"
    return name if home in ("", "builtins") else f"{home}.{name}"


def indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def shown(name: str, extra: str, modules: dict[str, Any]) -> str:
    """A module's repr: what its extra_repr says, and the modules in it."""
    above = extra.split("\n") if extra else []
    below = [f"({key}): {indented(repr(each))}" for key, each in modules.items()]
    if len(above) == 1 and not below:
        return f"{name}({above[0]})"
    lines = above + below
    inside = "\n  " + "\n  ".join(lines) + "\n" if lines else ""
    return f"{name}({inside})"
