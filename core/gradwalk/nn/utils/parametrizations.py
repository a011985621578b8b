"""torch.nn.utils.parametrizations: weights with a norm of their own, or of norm one."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.nn.module import Module
from gradwalk.nn.utils import parametrize
from gradwalk.nn.utils.reweighted import Spectrum, axis_of
from gradwalk.ops.reweight import norm_except_dim
from gradwalk.ops.reweight import weight_norm as _weight_norm
from gradwalk.tensorbase import is_tensor


class _WeightNorm(Module):
    def __init__(self, dim: int | None = 0) -> None:
        super().__init__()
        self.dim = -1 if dim is None else dim

    def forward(self, weight_g: Any, weight_v: Any) -> Any:
        return _weight_norm(weight_v, weight_g, self.dim)

    def right_inverse(self, weight: Any) -> tuple[Any, Any]:
        return norm_except_dim(weight, self.dim), weight


def weight_norm(module: Module, name: str = "weight", dim: int | None = 0) -> Module:
    made = _WeightNorm(dim)
    return parametrize.register_parametrization(module, name, made, unsafe=True)


class _SpectralNorm(Module):
    _u: Any
    _v: Any

    def __init__(self, weight: Any, n_power_iterations: int, dim: int, eps: float) -> None:
        super().__init__()
        self._spectrum = Spectrum(n_power_iterations, dim, eps)
        u, v = self._spectrum.begin(weight)
        u, v = self._spectrum.iterate(weight, u, v, 15, first="u")
        self.register_buffer("_u", u)
        self.register_buffer("_v", v)

    def forward(self, weight: Any) -> Any:
        spectrum = self._spectrum
        if self.training:
            self._u, self._v = spectrum.iterate(weight, self._u, self._v, spectrum.times, first="u")
        return spectrum.scaled(weight, self._u.clone(), self._v.clone())

    def right_inverse(self, value: Any) -> Any:
        return value


def spectral_norm(
    module: Module,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> Module:
    weight = getattr(module, name, None)
    if not is_tensor(weight):
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    made = _SpectralNorm(weight, n_power_iterations, axis_of(module, dim), eps)
    return parametrize.register_parametrization(module, name, made)


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.utils.parametrizations", globals(), name)
