"""Lazy layers: how many inputs there are is seen in the first one; then they are ordinary layers.

A lazy layer is made as one of its own kind with one input, and its parameters are emptied. On the
first input the layer that fits is made, and the parameters, which an optimiser may have already,
take over what that has.
"""

from __future__ import annotations

from typing import Any, ClassVar

from gradwalk import creation
from gradwalk.nn import convolution, layers, normalization
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import UninitializedParameter
from gradwalk.random import default_generator


class _Lazy(Module):
    """What lazy layers share. `becomes` is the layer, `size` its number of inputs."""

    becomes: Any
    size: str
    usual: ClassVar[dict[str, Any]] = {}  # options whose default the layer has not
    _given: tuple[tuple[Any, ...], dict[str, Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = self.usual | kwargs
        state = default_generator.get_state()  # nothing is drawn yet
        self.becomes.__init__(self, kwargs.get("groups", 1), *args, **kwargs)
        default_generator.set_state(state)
        setattr(self, self.size, 0)
        object.__setattr__(self, "_given", (args, kwargs))
        for name, each in self._parameters.items():
            if each is not None:
                self._parameters[name] = UninitializedParameter(dtype=each.dtype)

    def has_uninitialized_params(self) -> bool:
        return any(isinstance(each, UninitializedParameter) for each in self._parameters.values())

    def _inputs(self, input: Any) -> int:
        k = getattr(self, "k", None)
        if k is None:
            return int(input.shape[-1 if self.size == "in_features" else 1])
        if input.dim() not in (k + 1, k + 2):
            raise RuntimeError(
                f"Expected {k + 1}D (unbatched) or {k + 2}D (batched) input to "
                f"{type(self).__name__}, but got input of size: {input.shape}"
            )
        return int(input.shape[-k - 1])

    def initialize_parameters(self, input: Any) -> None:
        args, kwargs = self._given
        made = self.becomes(self._inputs(input), *args, **kwargs)
        for name, each in made._parameters.items():
            mine = self._parameters[name]
            if isinstance(mine, UninitializedParameter):
                mine._become(each)
        self._buffers.update(made._buffers)
        setattr(self, self.size, getattr(made, self.size))
        del self._given

    def forward(self, input: Any) -> Any:
        self.initialize_parameters(input)
        self.__class__ = self.becomes
        return self.forward(input)

    def _apply(self, fn: Any) -> Any:
        """Only the dtype can change."""
        args, kwargs = self._given
        dtype = fn(creation.empty(0, dtype=kwargs.get("dtype"))).dtype
        object.__setattr__(self, "_given", (args, kwargs | {"dtype": dtype}))
        return self


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
        (_Lazy, each),
        {"becomes": each, "size": size, "__module__": each.__module__},
    )
    for size, classes in _CLASSES.items()
    for each in classes
}
for _k in (1, 2, 3):
    LAZY[f"LazyInstanceNorm{_k}d"].usual = {"affine": True, "track_running_stats": True}
