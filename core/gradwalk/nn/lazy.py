"""Lazy layers: how many inputs there are is seen in the first one; then they are ordinary layers.

A lazy layer is made as one of its own kind with one input, and its parameters are emptied. On the
first input the layer that fits is made, and the parameters, which an optimiser may have already,
take over what that has.
"""

from __future__ import annotations

import inspect
from typing import Any, ClassVar

from gradwalk.nn import convolution, layers, normalization
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import UninitializedBuffer, UninitializedParameter
from gradwalk.random import default_generator


class LazyModuleMixin(Module):
    """What lazy layers share. `becomes` is the layer, `size` its number of inputs."""

    becomes: Any
    size: str
    usual: ClassVar[dict[str, Any]] = {}  # options whose default the layer has not
    _given: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = self.usual | inspect.signature(self.becomes).bind(0, *args, **kwargs).arguments
        given[self.size] = given.get("groups", 1)
        before = default_generator.position()  # nothing is drawn yet
        self.becomes.__init__(self, **given)
        default_generator.go_to(before)
        setattr(self, self.size, 0)
        object.__setattr__(self, "_given", given)
        for listed, kind in (
            (self._parameters, UninitializedParameter),
            (self._buffers, UninitializedBuffer),
        ):
            for name, each in listed.items():
                if each is not None and each.is_floating_point():
                    listed[name] = kind(dtype=each.dtype)

    def _waiting(self) -> dict[str, Any]:
        both = self._parameters | self._buffers
        return {name: each for name, each in both.items() if each is not None and each._shapeless}

    def has_uninitialized_params(self) -> bool:
        return bool(self._waiting())

    def _inputs(self, input: Any) -> int:
        if self.size != "in_channels":
            return int(input.shape[-1 if self.size == "in_features" else 1])
        k = self.k
        if input.dim() not in (k + 1, k + 2):
            raise RuntimeError(
                f"Expected {k + 1}D (unbatched) or {k + 2}D (batched) input to "
                f"{type(self).__name__}, but got input of size: {input.shape}"
            )
        return int(input.shape[-k - 1])

    def initialize_parameters(self, input: Any) -> None:
        waiting = self._waiting()
        if waiting:
            dtype = next(iter(waiting.values())).dtype
            given = self._given | {self.size: self._inputs(input), "dtype": dtype}
            made = self.becomes(**given)
            for name, each in waiting.items():
                each._become(getattr(made, name))
            setattr(self, self.size, given[self.size])
        elif self.size == "in_features":  # the others do not ask, as in PyTorch
            self.in_features = self._inputs(input)

    def forward(self, input: Any) -> Any:
        self.initialize_parameters(input)
        del self._given
        self.__class__ = self.becomes
        return self.forward(input)


_CLASSES = {
    "in_features": (layers.Linear,),
    "in_channels": tuple(
        getattr(convolution, f"{kind}{k}d") for kind in ("Conv", "ConvTranspose") for k in (1, 2, 3)
    ),
    "num_features": tuple(
        getattr(normalization, f"{kind}{k}d")
        for kind in ("BatchNorm", "InstanceNorm")
        for k in (1, 2, 3)
    ),
}
LAZY: dict[str, Any] = {
    f"Lazy{each.__name__}": type(
        f"Lazy{each.__name__}",
        (LazyModuleMixin, each),
        {"becomes": each, "size": size, "__module__": each.__module__},
    )
    for size, classes in _CLASSES.items()
    for each in classes
}
for _k in (1, 2, 3):
    LAZY[f"LazyInstanceNorm{_k}d"].usual = {"affine": True, "track_running_stats": True}
