"""functional_call: a module's result with other tensors in place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk.tensorbase import TensorBase

_MISSING: Any = object()


def functional_call(
    module: Any, parameter_and_buffer_dicts: Any, args: Any = None, kwargs: Any = None, *,
    tie_weights: bool = True, strict: bool = False,
) -> Any:  # fmt: skip
    """The module's result with these tensors in place of its own parameters and buffers.

    Tensors that the module has under several names stay one, but for `tie_weights=False`; `strict`
    wants a tensor for each name. What the module assigns to these names is then in the dictionary.
    """
    given = _merged(parameter_and_buffer_dicts)
    own = dict(module.named_parameters(remove_duplicate=False))
    own |= dict(module.named_buffers(remove_duplicate=False))
    tensors = _untied(own, given) if tie_weights else given
    wrong = {"Unexpected": tensors.keys() - own, "Missing": own.keys() - tensors}
    if strict and any(wrong.values()):
        lines = [f"Error(s) in reparametrizing for {type(module).__name__}:"]
        for word, names in wrong.items():
            lines += [f"{word} key(s): {', '.join(map(repr, sorted(names)))}."] if names else []
        raise RuntimeError("\n\t".join(lines))
    items = args if isinstance(args, tuple) else () if args is None else (args,)
    before: dict[str, Any] = {}
    try:
        for name, value in tensors.items():
            before[name] = _swap(module, name, value)
        return module(*items, **(kwargs or {}))
    finally:
        after = {name: _swap(module, name, value) for name, value in before.items()}
        given.update({name: after[name] for name in given if name in after})


def _merged(given: Any) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    start = "Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got"
    if not isinstance(given, Sequence):
        raise ValueError(f"{start} {type(given)}")
    if not all(isinstance(each, dict) for each in given):
        raise ValueError("Expected all elements of parameter_and_buffer_dicts to be dictionaries")
    names = [name for each in given for name in each]
    if repeated := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        text = "appeared in multiple dictionaries; behavior of functional call is ambiguous"
        raise ValueError(f"{repeated} {text}")
    return {name: value for each in given for name, value in each.items()}


def _untied(own: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What was given, with the other names of tied tensors."""
    names: dict[int, list[str]] = {}
    for name, tensor in own.items():
        names.setdefault(id(tensor), []).append(name)
    made = dict(given)
    for tied in names.values():
        values = {id(given[name]): given[name] for name in tied if name in given}
        if len(values) > 1:
            raise ValueError(
                f"functional_call got multiple values for keys {sorted(tied)}, which are tied. "
                "Consider using tie_weights=False"
            )
        made |= dict.fromkeys(tied if values else (), *values.values())
    return made


def _swap(module: Any, path: str, value: Any) -> Any:
    """Put a tensor in its place; what was there."""
    parent, _, name = path.rpartition(".")
    owner = module.get_submodule(parent)
    before = getattr(owner, name, _MISSING)
    for each, start in ((value, ""), (before, f"attribute `{name}`: ")):
        if not (each is _MISSING or each is None or isinstance(each, TensorBase)):
            raise TypeError(f"{start}{each} is not an instance of torch.Tensor")
    kinds = [kind for kind in (owner._parameters, owner._buffers) if name in kind]
    if kinds:
        kinds[0][name] = value
    elif value is not _MISSING:
        setattr(owner, name, value)
    elif before is not _MISSING:
        delattr(owner, name)
    return before
