"""state_dict and load_state_dict of a module, with what does not fit in PyTorch's words."""

from __future__ import annotations

import warnings
from collections import OrderedDict, namedtuple
from collections.abc import Mapping
from typing import Any

from gradwalk.hooks import RemovableHandle
from gradwalk.mode import no_grad
from gradwalk.nn.parameter import Parameter
from gradwalk.tensor import Tensor

_NO_NEW_KEYS = (
    "Hooks registered with ``register_load_state_dict_post_hook`` are not expected to return new "
    "values, if incompatible_keys need to be modified, it should be done inplace."
)


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
    for hook in tuple(_hooks(module, "before_saving").values()):
        hook(module, prefix, keep_vars)
    metadata = {"version": module._version}
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = metadata
    for name, value in own_state(module).items():
        destination[prefix + name] = value if keep_vars else value.detach()
    if type(module).get_extra_state is not get_extra_state:
        destination[prefix + _EXTRA] = module.get_extra_state()
    for name, child in module._modules.items():
        if child is not None:
            inner = prefix + name + "."
            child.state_dict(destination=destination, prefix=inner, keep_vars=keep_vars)
    for hook in tuple(_hooks(module, "after_saving").values()):
        if hook(module, destination, prefix, metadata) is not None:
            raise RuntimeError("state_dict post-hook must return None")
    return destination


# --- hooks and what a module saves beside its tensors ---------------------------------------------

_EXTRA = "_extra_state"
_NO_HOOKS: OrderedDict[int, Any] = OrderedDict()
_NEVER = (
    "Reached a code path in Module.{}() that should never be called. Please file an issue at "
    "https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this bug."
)


def _hooks(module: Any, when: str) -> OrderedDict[int, Any]:
    """The hooks of saving or loading, which hardly any module has."""
    found: OrderedDict[int, Any] = module.__dict__.get("_hooks_" + when, _NO_HOOKS)
    return found


def _register(module: Any, when: str, hook: Any) -> RemovableHandle:
    hooks = module.__dict__.setdefault("_hooks_" + when, OrderedDict())
    return module._add_hook(hooks, hook, False)  # type: ignore[no-any-return]


def register_state_dict_pre_hook(module: Any, hook: Any) -> RemovableHandle:
    """Call `hook(module, prefix, keep_vars)` before the module's state is collected."""
    return _register(module, "before_saving", hook)


def register_state_dict_post_hook(module: Any, hook: Any) -> RemovableHandle:
    """Call `hook(module, state_dict, prefix, metadata)` once it is collected."""
    return _register(module, "after_saving", hook)


def register_load_state_dict_pre_hook(module: Any, hook: Any) -> RemovableHandle:
    """Call the hook before the module takes over what is its own.

    It gets module, state_dict, prefix, metadata, strict, and the lists of what is missing,
    unexpected and wrong.
    """
    return _register(module, "before_loading", hook)


def register_load_state_dict_post_hook(module: Any, hook: Any) -> RemovableHandle:
    """Call `hook(module, incompatible_keys)` once module and children are loaded."""
    return _register(module, "after_loading", hook)


def get_extra_state(module: Any) -> Any:
    """What a module of one's own saves beside its tensors."""
    raise RuntimeError(_NEVER.format("get_extra_state"))


def set_extra_state(module: Any, state: Any) -> None:
    """Take over what get_extra_state gave."""
    raise RuntimeError(_NEVER.format("set_extra_state"))


def _load_extra(
    module: Any, given: dict[str, Any], key: str, missing: list[str], unexpected: list[str]
) -> None:
    wanted = type(module).set_extra_state is not set_extra_state
    if wanted and key in given:
        module.set_extra_state(given[key])
    elif wanted:
        missing.append(key)
    elif key in given:
        unexpected.append(key)


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
    given = OrderedDict(state_dict)
    given._metadata = versions  # type: ignore[attr-defined]  # hooks find it there
    _load(module, given, "", versions, assign, missing, unexpected, wrong)
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
    own, metadata = own_state(module), versions.get(prefix[:-1], {})
    for hook in tuple(_hooks(module, "before_loading").values()):
        hook(module, given, prefix, metadata, True, missing, unexpected, wrong)
    module._adapt(given, prefix, metadata.get("version"))
    for name, tensor in own.items():
        key = prefix + name
        if key not in given:
            missing.append(key)
        else:
            wrong += _load_one(module, name, tensor, key, given[key], assign)
    _load_extra(module, given, prefix + _EXTRA, missing, unexpected)
    for key in given:
        if key.startswith(prefix) and key != prefix + _EXTRA:
            first, _, rest = key[len(prefix) :].partition(".")
            if first not in (module._modules if rest else own):
                unexpected.append(key)
    for name, child in module._modules.items():
        if child is not None:
            inner = f"{prefix}{name}."
            part = {key: value for key, value in given.items() if key.startswith(inner)}
            _load(child, part, inner, versions, assign, missing, unexpected, wrong)
    for hook in tuple(_hooks(module, "after_loading").values()):
        if hook(module, IncompatibleKeys(missing, unexpected)) is not None:
            raise AssertionError(_NO_NEW_KEYS)


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
