"""state_dict and load_state_dict of a module, with what does not fit in PyTorch's words."""

from __future__ import annotations

import warnings
from collections import OrderedDict, namedtuple
from collections.abc import Mapping
from typing import Any

from gradwalk.mode import no_grad
from gradwalk.nn.parameter import Parameter
from gradwalk.tensor import Tensor


class IncompatibleKeys(
    namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])  # noqa: PYI024
):
    """What load_state_dict found missing and what it did not know."""

    __slots__ = ()

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return "_" + super().__repr__()

    __str__ = __repr__


def state_dict(
    module: Any, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False
) -> Any:
    """Parameters and persistent buffers by their dotted names; detached unless `keep_vars`."""
    if args:
        warnings.warn(
            "Positional args are being deprecated, use kwargs instead. Refer to https://"
            "pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module.state_dict for "
            "details.",
            FutureWarning,
            stacklevel=2,
        )
        given = dict(zip(("destination", "prefix", "keep_vars"), args, strict=False))
        destination = given.get("destination", destination)
        prefix = given.get("prefix", prefix)
        keep_vars = given.get("keep_vars", keep_vars)
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = {"version": module._version}
    for name, value in own_state(module).items():
        destination[prefix + name] = value if keep_vars else value.detach()
    for name, child in module._modules.items():
        if child is not None:
            inner = prefix + name + "."
            child.state_dict(destination=destination, prefix=inner, keep_vars=keep_vars)
    return destination


def adapt(module: Any, given: dict[str, Any], prefix: str, version: int | None) -> None:
    """Make of what an older version of a module saved what it loads now: most load it as it is."""


def own_state(module: Any) -> dict[str, Any]:
    """The module's own parameters and persistent buffers that are there."""
    pairs = (*module._parameters.items(), *module._buffers.items())
    return {
        name: value
        for name, value in pairs
        if value is not None and name not in module._non_persistent_buffers_set
    }


def load_state_dict(
    module: Any, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
) -> IncompatibleKeys:
    """Copy saved tensors into the module's own; what does not fit is one RuntimeError."""
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    missing: list[str] = []
    unexpected: list[str] = []
    wrong: list[str] = []
    versions = getattr(state_dict, "_metadata", {})
    _load(module, dict(state_dict), "", versions, assign, missing, unexpected, wrong)
    if strict:
        for what, names in (("Unexpected", unexpected), ("Missing", missing)):
            if names:
                listed = ", ".join(f'"{name}"' for name in names)
                wrong.insert(0, f"{what} key(s) in state_dict: {listed}. ")
    if wrong:
        text = "\n\t".join(wrong)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(module).__name__}:\n\t{text}")
    return IncompatibleKeys(missing, unexpected)


def _load(
    module: Any,
    given: dict[str, Any],
    prefix: str,
    versions: Mapping[str, Any],
    assign: bool,
    missing: list[str],
    unexpected: list[str],
    wrong: list[str],
) -> None:
    own = own_state(module)
    module._adapt(given, prefix, versions.get(prefix[:-1], {}).get("version"))
    for name, tensor in own.items():
        key = prefix + name
        if key not in given:
            missing.append(key)
        else:
            wrong += _load_one(module, name, tensor, key, given[key], assign)
    for key in given:
        if key.startswith(prefix):
            first, _, rest = key[len(prefix) :].partition(".")
            if first not in (module._modules if rest else own):
                unexpected.append(key)
    for name, child in module._modules.items():
        if child is not None:
            inner = f"{prefix}{name}."
            part = {key: value for key, value in given.items() if key.startswith(inner)}
            _load(child, part, inner, versions, assign, missing, unexpected, wrong)


def _load_one(module: Any, name: str, tensor: Any, key: str, given: Any, assign: bool) -> list[str]:
    """Take over one saved tensor; returns what went wrong."""
    if not isinstance(given, Tensor):
        text = (
            f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
            f"object from checkpoint but received {type(given)}"
        )
        return [text]
    if tensor._shapeless:
        if given._shapeless:
            return []
        tensor.materialize(given.shape)
    if not tensor.ndim and given.shape == (1,):
        given = given[0]
    if given.shape != tensor.shape:
        text = (
            f"size mismatch for {key}: copying a param with shape {given.shape} from checkpoint, "
            f"the shape in current model is {tensor.shape}."
        )
        return [text]
    with no_grad():
        if not assign:
            tensor.copy_(given)
        elif isinstance(tensor, Parameter):
            setattr(module, name, Parameter(given, requires_grad=tensor.requires_grad))
        else:
            setattr(module, name, given)
    return []
