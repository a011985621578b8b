"""torch.nn.utils.parametrize: parameters that are computed from others whenever they are read.

A parametrized module gets a class of its own, below the one it had, with a property for each such
parameter; what it is computed from is in `module.parametrizations`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from gradwalk import absent
from gradwalk.mode import no_grad
from gradwalk.nn.containers import ModuleDict, ModuleList
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import Parameter
from gradwalk.tensorbase import is_tensor

_cache: dict[tuple[int, str], Any] | None = None  # what was computed within `cached()`


def _register(module: Module, name: str, tensor: Any) -> None:
    if isinstance(tensor, Parameter):
        module.register_parameter(name, tensor)
    else:
        module.register_buffer(name, tensor)


class ParametrizationList(ModuleList):
    """The functions of a parameter, in order, and what the first of them is given."""

    def __init__(self, modules: Sequence[Module], original: Any, unsafe: bool = False) -> None:
        super().__init__(modules)
        self.unsafe = unsafe
        shape, dtype = original.shape, original.dtype
        with no_grad():
            value = original
            for module in reversed(list(self)):
                if hasattr(module, "right_inverse"):
                    value = module.right_inverse(value)
            self.is_tensor = is_tensor(value)
            if self.is_tensor:
                original.set_(value)
        self.ntensors = 1 if self.is_tensor else len(value)
        if self.is_tensor:
            _register(self, "original", original)
        else:
            self._register_all(value, original)
        if not unsafe:
            _check(self(), shape, dtype)

    def _register_all(self, values: Sequence[Any], original: Any) -> None:
        for i, each in enumerate(values):
            if isinstance(original, Parameter):
                each = Parameter(each, original.requires_grad)
            _register(self, f"original{i}", each)

    def originals(self) -> list[Any]:
        """What it is computed from."""
        if self.is_tensor:
            return [self.original]
        return [getattr(self, f"original{i}") for i in range(self.ntensors)]

    def right_inverse(self, value: Any) -> None:
        with no_grad():
            for module in reversed(list(self)):
                if not hasattr(module, "right_inverse"):
                    raise RuntimeError(
                        f"parametrization {type(module).__name__} does not implement right_inverse."
                    )
                value = module.right_inverse(value)
            values = [value] if self.is_tensor else value
            for mine, each in zip(self.originals(), values, strict=True):
                mine.set_(each)

    def forward(self) -> Any:
        first, *others = self
        value = first(*self.originals())
        for module in others:
            value = module(value)
        return value


def _check(value: Any, shape: Any, dtype: Any) -> None:
    if not is_tensor(value):
        raise ValueError(f"A parametrization must return a tensor. Got {type(value).__name__}.")
    for what, old, new in (("dtype", dtype, value.dtype), ("shape", shape, value.shape)):
        if old != new:
            raise ValueError(
                f"Registering a parametrization may not change the {what} of the tensor, unless "
                f"`unsafe` flag is enabled.\nunparametrized {what}: {old}\nparametrized {what}: "
                f"{new}"
            )


def _property(name: str) -> property:
    def read(self: Any) -> Any:
        found = self.parametrizations[name]
        if _cache is None:
            return found()
        key = (id(self), name)
        if key not in _cache:
            _cache[key] = found()
        return _cache[key]

    return property(read, lambda self, value: self.parametrizations[name].right_inverse(value))


def register_parametrization(
    module: Module, tensor_name: str, parametrization: Module, *, unsafe: bool = False
) -> Module:
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        there = getattr(module, tensor_name)
        if not unsafe:
            _check(parametrization(there), there.shape, there.dtype)
        module.parametrizations[tensor_name].append(parametrization)
    elif tensor_name in module._buffers or tensor_name in module._parameters:
        listed = ParametrizationList([parametrization], getattr(module, tensor_name), unsafe)
        delattr(module, tensor_name)
        if not is_parametrized(module):
            names = {"__module__": __name__.replace("gradwalk", "torch")}
            kind = type(module)
            module.__class__ = type(f"Parametrized{kind.__name__}", (kind,), names)
            module.parametrizations = ModuleDict()
        setattr(type(module), tensor_name, _property(tensor_name))
        module.parametrizations[tensor_name] = listed
    else:
        raise ValueError(
            f"Module '{module}' does not have a parameter, a buffer, or a parametrized element "
            f"with name '{tensor_name}'"
        )
    return module


def is_parametrized(module: Module, tensor_name: str | None = None) -> bool:
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found


def remove_parametrizations(
    module: Module, tensor_name: str, leave_parametrized: bool = True
) -> Module:
    if not is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    listed = module.parametrizations[tensor_name]
    if not (listed.is_tensor or leave_parametrized):
        raise ValueError(
            "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is "
            "parametrized in terms of a sequence of tensors."
        )
    with no_grad():
        value = getattr(module, tensor_name)
    if not listed.is_tensor:
        original = Parameter(value) if listed.original0.requires_grad else value
    else:
        original = listed.original
        if leave_parametrized:
            with no_grad():
                original.data = value.detach()
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    _register(module, tensor_name, original)
    if not is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module


def type_before_parametrizations(module: Module) -> type:
    return type(module).__bases__[0] if is_parametrized(module) else type(module)


@contextlib.contextmanager
def cached() -> Iterator[None]:
    """Compute each parameter once within it."""
    global _cache
    before = _cache
    _cache = {} if before is None else before
    try:
        yield
    finally:
        _cache = before


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.utils.parametrize", globals(), name)
