"""torch.distributions: of those that autograd's courses use, PyTorch's numbers and words."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.distributions import constraints, kl, utils
from gradwalk.distributions.bernoulli import Bernoulli
from gradwalk.distributions.beta import Beta
from gradwalk.distributions.categorical import Categorical
from gradwalk.distributions.dirichlet import Dirichlet
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.exponential import Exponential
from gradwalk.distributions.gamma import Gamma
from gradwalk.distributions.independent import Independent
from gradwalk.distributions.kl import kl_divergence, register_kl
from gradwalk.distributions.laplace import Laplace
from gradwalk.distributions.multivariate_normal import MultivariateNormal
from gradwalk.distributions.normal import Normal
from gradwalk.distributions.poisson import Poisson
from gradwalk.distributions.uniform import Uniform

__all__ = [
    "Bernoulli", "Beta", "Categorical", "Dirichlet", "Distribution",
    "Exponential", "Gamma", "Independent", "Laplace",
    "MultivariateNormal", "Normal", "Poisson", "Uniform",
    "constraints", "kl", "kl_divergence", "register_kl", "utils",
]  # fmt: skip

for _each in list(globals().values()):  # as PyTorch's, which printing a class shows
    if isinstance(_each, type):
        _each.__module__ = _each.__module__.replace("gradwalk", "torch", 1)


def __getattr__(name: str) -> Any:
    raise absent.error("torch.distributions", globals(), name)
