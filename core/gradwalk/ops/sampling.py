"""Random numbers that the input says the chances of: bernoulli, poisson, gamma."""

from __future__ import annotations

from typing import Any

from gradwalk import dtypes, errors, mode, random, rejection
from gradwalk.array import xp
from gradwalk.creation.base import made
from gradwalk.op import Function, op
from gradwalk.ops.compare import zeros_like

bernoulli_node: Function = op(
    "bernoulli",
    lambda self, generator=None: random.bernoulli_each(self, generator),
    self=lambda grad: zeros_like(grad),
)


def _checked_bernoulli(self: Any) -> None:
    if xp.any((self < 0) | (self > 1)):
        raise RuntimeError(
            "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message "
            "be improved?  If so, please report an enhancement request to PyTorch.)"
        )


def bernoulli(input: Any, p: Any = None, *, generator: Any = None) -> Any:
    """Ones with the input's probabilities, or with probability `p`; zeros else."""
    if p is not None:
        kind = dtypes.of(input._array)
        return made(random.bernoulli(p, input._array.shape, kind, generator), "bernoulli")
    if input._array.dtype.kind != "f":
        word = dtypes.of(input._array).word
        raise NotImplementedError(f"\"bernoulli_tensor_cpu_p_\" not implemented for '{word}'")
    _checked_bernoulli(input._array)
    return bernoulli_node(input, generator)


poisson_node: Function = op(
    "poisson",
    lambda self, generator=None: rejection.drawn(rejection.poisson, generator, self.dtype, self),
    self=lambda grad: zeros_like(grad),
)


def poisson(input: Any, generator: Any = None) -> Any:
    """Numbers of rare events, of which there are `input` on average."""
    if not input.is_floating_point():
        raise errors.kind_refused("poisson", input.dtype)
    return poisson_node(input, generator)


def standard_gamma(input: Any) -> Any:
    """Gamma numbers of concentrations `input` and rate 1."""
    if not input.is_floating_point():
        raise errors.kind_refused("gamma", input.dtype)
    alphas = _without_gradient(input)
    return made(rejection.drawn(rejection.gamma, None, alphas.dtype, alphas), "_standard_gamma")


def _without_gradient(concentration: Any) -> Any:
    if concentration.requires_grad and mode.is_grad_enabled():
        raise NotImplementedError(
            "rsample of Gamma, Chi2, Beta and Dirichlet has no gradient for the concentration in "
            "gradwalk; sample() draws the same numbers without one"
        )
    return concentration._array


def sample_dirichlet(input: Any) -> Any:
    """Gamma numbers in double precision, of which the last dimension sums to 1."""
    if not input.is_floating_point():
        raise NotImplementedError(f"\"dirichlet\" not implemented for '{input.dtype.word}'")
    alphas = _without_gradient(input)
    kind = alphas.dtype
    gammas = rejection.drawn(rejection.gamma, None, float, alphas)
    gammas = xp.maximum(gammas, xp.finfo(float).tiny)
    shares = (gammas / gammas.sum(axis=-1, keepdims=True)).astype(kind)
    below = xp.nextafter(xp.ones((), kind), xp.zeros((), kind))
    return made(xp.clip(shares, xp.finfo(kind).tiny, below), "_sample_dirichlet")
