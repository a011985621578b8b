"""weight_norm and spectral_norm as they were first: a hook computes the weight before each call."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk.mode import no_grad
from gradwalk.nn.convolution import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from gradwalk.nn.functions.distance import normalize
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import Parameter
from gradwalk.ops.reweight import norm_except_dim
from gradwalk.ops.reweight import weight_norm as _weight_norm


class Spectrum:
    """A weight by its largest singular value, which power iteration finds."""

    def __init__(self, times: int, dim: int, eps: float) -> None:
        if times <= 0:
            text = f"Expected n_power_iterations to be positive, but got n_power_iterations={times}"
            raise ValueError(text)
        self.times, self.dim, self.eps = times, dim, eps

    def matrix(self, weight: Any) -> Any:
        """The weight with its outputs as rows."""
        others = [d for d in range(weight.dim()) if d != self.dim]
        rows = weight.permute(self.dim, *others) if self.dim else weight
        return rows.reshape(rows.size(0), -1)

    def begin(self, weight: Any) -> tuple[Any, Any]:
        """Two vectors to begin with, by chance."""
        with no_grad():
            sizes = self.matrix(weight).size()
            drawn = [weight.new_empty(n).normal_(0, 1) for n in sizes]
            return normalize(drawn[0], dim=0, eps=self.eps), normalize(
                drawn[1], dim=0, eps=self.eps
            )

    def iterate(self, weight: Any, u: Any, v: Any, times: int, first: str) -> tuple[Any, Any]:
        """The vectors nearer to the singular ones."""
        with no_grad():
            matrix = self.matrix(weight)
            for _ in range(times):
                if first == "u":
                    u = normalize(matrix.mv(v), dim=0, eps=self.eps)
                v = normalize(matrix.t().mv(u), dim=0, eps=self.eps)
                if first == "v":
                    u = normalize(matrix.mv(v), dim=0, eps=self.eps)
        return u, v

    def scaled(self, weight: Any, u: Any, v: Any) -> Any:
        """The weight by its singular value."""
        return weight / u.dot(self.matrix(weight).mv(v))


class _Hook:
    """What computes `module.name` before each call from parameters with names of their own."""

    what: str
    added: tuple[str, ...]
    name: str

    def __init__(self, module: Module, name: str) -> None:
        if any(type(each) is type(self) and each.name == name
               for each in module._forward_pre_hooks.values()):  # fmt: skip
            text = f"Cannot register two {self.what} hooks on the same parameter {name}"
            raise RuntimeError(text)
        self.name = name

    def weight(self, module: Module, training: bool) -> Any:
        """The weight now."""
        raise NotImplementedError

    def __call__(self, module: Module, inputs: Any) -> None:
        setattr(module, self.name, self.weight(module, module.training))

    def remove(self, module: Module) -> None:
        """Leave the weight as an ordinary parameter."""
        weight = self.weight(module, False).detach()
        for part in ("", *self.added):
            delattr(module, self.name + part)
        module.register_parameter(self.name, Parameter(weight))


class WeightNorm(_Hook):
    what, added = "weight_norm", ("_g", "_v")

    def __init__(self, module: Module, name: str, dim: int) -> None:
        super().__init__(module, name)
        self.dim = dim
        weight = getattr(module, name)
        del module._parameters[name]
        norm = norm_except_dim(weight.detach(), dim)
        module.register_parameter(name + "_g", Parameter(norm))
        module.register_parameter(name + "_v", Parameter(weight.data))
        self(module, None)

    def weight(self, module: Module, training: bool) -> Any:
        v, g = getattr(module, self.name + "_v"), getattr(module, self.name + "_g")
        return _weight_norm(v, g, self.dim)


class SpectralNorm(_Hook):
    what, added = "spectral_norm", ("_u", "_v", "_orig")

    def __init__(self, module: Module, name: str, times: int, dim: int, eps: float) -> None:
        super().__init__(module, name)
        self.spectrum = Spectrum(times, dim, eps)
        weight = module._parameters[name]
        u, v = self.spectrum.begin(weight)
        delattr(module, name)
        module.register_parameter(name + "_orig", weight)
        setattr(module, name, weight.data)
        module.register_buffer(name + "_u", u)
        module.register_buffer(name + "_v", v)

    def weight(self, module: Module, training: bool) -> Any:
        weight, u, v = (getattr(module, self.name + part) for part in ("_orig", "_u", "_v"))
        if training:
            found = self.spectrum.iterate(weight, u, v, self.spectrum.times, first="v")
            with no_grad():
                u.copy_(found[0])
                v.copy_(found[1])
            u, v = found
        return self.spectrum.scaled(weight, u, v)


def axis_of(module: Module, dim: int | None) -> int:
    """Which dimension of a module's weight counts its outputs."""
    if dim is not None:
        return dim
    return int(isinstance(module, (ConvTranspose1d, ConvTranspose2d, ConvTranspose3d)))


def weight_norm(module: Module, name: str = "weight", dim: int | None = 0) -> Module:
    warnings.warn(
        "`torch.nn.utils.weight_norm` is deprecated in favor of "
        "`torch.nn.utils.parametrizations.weight_norm`.",
        FutureWarning,
        stacklevel=2,
    )
    module.register_forward_pre_hook(WeightNorm(module, name, -1 if dim is None else dim))
    return module


def spectral_norm(
    module: Module,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> Module:
    hook = SpectralNorm(module, name, n_power_iterations, axis_of(module, dim), eps)
    module.register_forward_pre_hook(hook)
    return module


def _removed(module: Module, kind: type[_Hook], name: str) -> Module:
    for key, hook in module._forward_pre_hooks.items():
        if isinstance(hook, kind) and hook.name == name:
            hook.remove(module)
            del module._forward_pre_hooks[key]
            return module
    raise ValueError(f"{kind.what} of '{name}' not found in {module}")


def remove_weight_norm(module: Module, name: str = "weight") -> Module:
    return _removed(module, WeightNorm, name)


def remove_spectral_norm(module: Module, name: str = "weight") -> Module:
    return _removed(module, SpectralNorm, name)
