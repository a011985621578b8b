"""Pruning: a mask keeps some of a parameter's elements; the module computes with the others at 0.

The parameter `weight` becomes `weight_orig`, the mask is the buffer `weight_mask`, and a hook makes
`weight` of both before each call of the module.
"""

from __future__ import annotations

import numbers
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from gradwalk.creation import ones_like, rand, rand_like, zeros_like
from gradwalk.nn.utils import parameters_to_vector

__all__ = [
    "BasePruningMethod", "CustomFromMask", "Identity", "L1Unstructured", "LnStructured",
    "PruningContainer", "RandomStructured", "RandomUnstructured", "custom_from_mask",
    "global_unstructured", "identity", "is_pruned", "l1_unstructured", "ln_structured",
    "random_structured", "random_unstructured", "remove",
]  # fmt: skip


class BasePruningMethod(ABC):
    """A way to choose what is kept, as a hook of the module whose parameter it prunes."""

    _tensor_name: str

    def __call__(self, module: Any, inputs: Any) -> None:
        setattr(module, self._tensor_name, self.apply_mask(module))

    @abstractmethod
    def compute_mask(self, t: Any, default_mask: Any) -> Any:
        """The mask for scores `t`, of which `default_mask` leaves some out already."""

    def apply_mask(self, module: Any) -> Any:
        """The parameter with 0 where the mask leaves it out."""
        orig = getattr(module, self._tensor_name + "_orig")
        return getattr(module, self._tensor_name + "_mask").to(dtype=orig.dtype) * orig

    @classmethod
    def apply(
        cls, module: Any, name: str, *args: Any, importance_scores: Any = None, **kwargs: Any
    ) -> Any:
        """Prune a parameter of a module, after the methods that pruned it before."""
        method = _with_earlier(cls(*args, **kwargs), module, name)
        orig = getattr(module, name)
        scores = _scores(importance_scores, orig, f"parameter {name} of {module}")
        first = not isinstance(method, PruningContainer)
        if first:
            module.register_parameter(name + "_orig", orig)
            del module._parameters[name]
        mask = ones_like(orig) if first else getattr(module, name + "_mask").detach().clone()
        try:
            module.register_buffer(name + "_mask", method.compute_mask(scores, default_mask=mask))
            method(module, None)
            module.register_forward_pre_hook(method)
        except Exception:
            if first:
                module.register_parameter(name, orig)
                del module._parameters[name + "_orig"]
            raise
        return method

    def prune(self, t: Any, default_mask: Any = None, importance_scores: Any = None) -> Any:
        """A tensor with 0 where the mask for it leaves it out."""
        scores = _scores(importance_scores, t, "tensor t")
        default_mask = ones_like(t) if default_mask is None else default_mask
        return t * self.compute_mask(scores, default_mask=default_mask)

    def remove(self, module: Any) -> None:
        """Make the pruned tensor the parameter; what was left out is 0 from now on."""
        name = self._tensor_name
        weight = self.apply_mask(module)
        delattr(module, name)
        orig = module._parameters.pop(name + "_orig")
        orig.data = weight.data
        del module._buffers[name + "_mask"]
        setattr(module, name, orig)


def _scores(given: Any, of: Any, what: str) -> Any:
    if given is None or given.shape == of.shape:
        return of if given is None else given
    text = f"importance_scores should have the same shape as {what}, got {given.shape} vs"
    raise AssertionError(f"{text} {of.shape}")


def _with_earlier(method: Any, module: Any, name: str) -> Any:
    """A new method, behind the one whose hook the module had for that parameter."""
    method._tensor_name = name
    for key, old in list(module._forward_pre_hooks.items()):
        if _is_of(old, name):
            del module._forward_pre_hooks[key]
            container = old if isinstance(old, PruningContainer) else PruningContainer(old)
            container.add_pruning_method(method)
            return container
    return method


def _is_of(hook: Any, name: str) -> bool:
    return isinstance(hook, BasePruningMethod) and hook._tensor_name == name


class PruningContainer(BasePruningMethod):
    """Several methods on one parameter: the last one chooses among what the others kept."""

    def __init__(self, *args: Any) -> None:
        self._pruning_methods: tuple[Any, ...] = ()
        if len(args) == 1:
            self._tensor_name = args[0]._tensor_name
        for method in args:
            self.add_pruning_method(method)

    def add_pruning_method(self, method: Any) -> None:
        """Add one more for the same parameter."""
        if not isinstance(method, BasePruningMethod):
            raise TypeError(f"{type(method)} is not a BasePruningMethod subclass")
        if self._tensor_name != method._tensor_name:
            raise ValueError(
                "Can only add pruning methods acting on the parameter named "
                f"'{self._tensor_name}' to PruningContainer {self}. Found '{method._tensor_name}'"
            )
        self._pruning_methods += (method,)

    def __len__(self) -> int:
        return len(self._pruning_methods)

    def __getitem__(self, idx: Any) -> Any:
        return self._pruning_methods[idx]

    def compute_mask(self, t: Any, default_mask: Any) -> Any:
        """The mask of all of them."""
        method = self._pruning_methods[-1]
        mask = default_mask.to(dtype=t.dtype)
        where = _remaining(method, t.dim(), default_mask)
        partial = method.compute_mask(t[where], default_mask=default_mask[where])
        mask[where] = partial.to(dtype=mask.dtype)
        return mask


def _remaining(method: Any, dims: int, mask: Any) -> Any:
    """The index of what a method chooses among."""
    kind = method.PRUNING_TYPE
    if kind == "unstructured":
        return mask == 1
    if kind == "global":
        return ...
    if kind != "structured":
        raise ValueError(f"Unrecognized PRUNING_TYPE {kind}")
    dim = range(dims)[method.dim]
    return _along(dim, mask.sum(dim=[d for d in range(dims) if d != dim]) != 0)


def _along(dim: int, index: Any) -> Any:
    """The index that picks along a dimension, which may be counted from the end."""
    return (*(slice(None),) * dim, index) if dim >= 0 else (..., index, *(slice(None),) * ~dim)


class Identity(BasePruningMethod):
    """Keeps all: for masks of one's own."""

    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t: Any, default_mask: Any) -> Any:
        """What was left."""
        return default_mask


class _Amount(BasePruningMethod):
    """Leaves out a number of elements or channels, or a share of them."""

    def __init__(self, amount: Any) -> None:
        real, whole = isinstance(amount, numbers.Real), isinstance(amount, numbers.Integral)
        if not real:
            raise TypeError(f"Invalid type for amount: {amount}. Must be int or float.")
        if amount < 0 or (not whole and amount > 1):
            text = "should either be a float in the range [0, 1] or a non-negative integer"
            raise ValueError(f"amount={amount} {text}")
        self.amount = amount

    def _count(self, size: int) -> Any:
        """How many of `size` are left out."""
        amount: Any = self.amount
        if not isinstance(amount, int):
            return round(amount * size)
        if amount > size:
            text = "should be smaller than the number of parameters to prune"
            raise ValueError(f"amount={amount} {text}={size}")
        return amount


class L1Unstructured(_Amount):
    """Leaves out the elements with the smallest absolute values."""

    PRUNING_TYPE = "unstructured"

    def _left_out(self, t: Any, count: int) -> Any:
        return t.abs().view(-1).topk(count, largest=False).indices

    def compute_mask(self, t: Any, default_mask: Any) -> Any:
        """The mask for scores `t`."""
        count = self._count(t.nelement())
        mask = default_mask.clone()
        if count:
            mask.view(-1)[self._left_out(t, count)] = 0
        return mask


class RandomUnstructured(L1Unstructured):
    """Leaves out elements by chance."""

    def _left_out(self, t: Any, count: int) -> Any:
        return rand_like(t).view(-1).topk(count).indices


class RandomStructured(_Amount):
    """Leaves out channels, which are slices along a dimension, by chance."""

    PRUNING_TYPE = "structured"

    def __init__(self, amount: Any, dim: int = -1) -> None:
        super().__init__(amount)
        self.dim = dim

    def _kept(self, t: Any, count: int) -> Any:
        drawn = rand(t.shape[self.dim])
        return drawn > drawn.kthvalue(count).values

    def compute_mask(self, t: Any, default_mask: Any) -> Any:
        """The mask for scores `t`."""
        if t.dim() <= 1:
            raise ValueError(
                "Structured pruning can only be applied to multidimensional tensors. Found tensor "
                f"of shape {t.shape} with {t.dim()} dims"
            )
        if self.dim >= t.dim():
            raise IndexError(f"Invalid index {self.dim} for tensor of size {t.shape}")
        count = self._count(t.shape[self.dim])
        if not count:
            return default_mask
        mask = zeros_like(t)
        mask[_along(self.dim, self._kept(t, count))] = 1
        mask *= default_mask.to(dtype=mask.dtype)
        return mask


class LnStructured(RandomStructured):
    """Leaves out the channels with the smallest norms."""

    def __init__(self, amount: Any, n: Any, dim: int = -1) -> None:
        super().__init__(amount, dim)
        self.n = n

    def _kept(self, t: Any, count: int) -> Any:
        dims = list(range(t.dim()))
        size = t.shape[dims.pop(self.dim)]
        return t.norm(p=self.n, dim=dims).topk(size - count).indices


class CustomFromMask(BasePruningMethod):
    """Keeps what a given mask keeps."""

    PRUNING_TYPE = "global"

    def __init__(self, mask: Any) -> None:
        self.mask = mask

    def compute_mask(self, t: Any, default_mask: Any) -> Any:
        """What both masks keep."""
        given, here = self.mask.shape, default_mask.shape
        if given != here:
            text = f"default_mask shape {here} must match self.mask shape {given}"
            raise AssertionError(text)
        return default_mask * self.mask.to(dtype=default_mask.dtype)


def _pruner(method: Any) -> Any:
    """The function that prunes a module's parameter by a method and returns the module."""

    def prune(module: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        method.apply(module, name, *args, **kwargs)
        return module

    return prune


identity = _pruner(Identity)
random_unstructured = _pruner(RandomUnstructured)
l1_unstructured = _pruner(L1Unstructured)
random_structured = _pruner(RandomStructured)
ln_structured = _pruner(LnStructured)
custom_from_mask = _pruner(CustomFromMask)


def global_unstructured(
    parameters: Any, pruning_method: Any, importance_scores: Any = None, **kwargs: Any
) -> None:
    """Prune several parameters, pairs (module, name), as if they were one.

    Raises TypeError for what is no collection, and for methods that are not unstructured.
    """
    if not isinstance(parameters, Iterable):
        raise TypeError("global_unstructured(): parameters is not an Iterable")
    given = {} if importance_scores is None else importance_scores
    if not isinstance(given, dict):
        raise TypeError("global_unstructured(): importance_scores must be of type dict")
    tensors = [getattr(module, name) for module, name in parameters]
    pairs = list(zip(parameters, tensors, strict=True))
    scores = parameters_to_vector([given.get((m, name), each) for (m, name), each in pairs])
    masks = [getattr(m, name + "_mask", ones_like(each)) for (m, name), each in pairs]
    method = pruning_method(**kwargs)
    method._tensor_name = "temp"
    kind = method.PRUNING_TYPE
    if kind != "unstructured":
        text = 'Only "unstructured" PRUNING_TYPE supported for the `pruning_method`. Found method'
        raise TypeError(f"{text} {pruning_method} of type {kind}")
    whole = PruningContainer(method).compute_mask(scores, parameters_to_vector(masks))
    parts = whole.split([each.numel() for each in tensors])
    for ((module, name), each), part in zip(pairs, parts, strict=True):
        custom_from_mask(module, name, mask=part.view_as(each))


def remove(module: Any, name: str) -> Any:
    """Make pruning permanent: the parameter is what was computed with, mask and hook are gone.

    Raises ValueError for a parameter that was not pruned.
    """
    for key, hook in module._forward_pre_hooks.items():
        if _is_of(hook, name):
            hook.remove(module)
            del module._forward_pre_hooks[key]
            return module
    text = "has to be pruned before pruning can be removed"
    raise ValueError(f"Parameter '{name}' of module {module} {text}")


def is_pruned(module: Any) -> bool:
    """Whether a parameter of a module, or of one in it, is pruned."""
    found = (hook for each in module.modules() for hook in each._forward_pre_hooks.values())
    return any(isinstance(hook, BasePruningMethod) for hook in found)


for _name in __all__:
    globals()[_name].__module__ = "torch.nn.utils.prune"
