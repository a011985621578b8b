"""torch.distributions.Distribution: what all distributions share."""

from __future__ import annotations

import warnings
from operator import attrgetter
from typing import Any

from gradwalk.creation import empty
from gradwalk.distributions import constraints
from gradwalk.distributions.utils import batch_of, broadcast_all, lazy_property
from gradwalk.mode import no_grad
from gradwalk.size import Size
from gradwalk.tensor import Tensor
from gradwalk.trace import listen


def _all_valid(constraint: Any, value: Any) -> bool:
    """Whether all of a value lies where it may; looking is no part of the program."""
    with listen.silence(), no_grad():
        return bool(constraint.check(value).all())


def _described(value: Any) -> str:
    return f"({type(value).__name__} of shape {tuple(value.shape)})"


def standard_normal(shape: Any, like: Any) -> Any:
    return empty(shape, dtype=like.dtype).normal_()


def _absent(self: Any, *args: Any, **kwargs: Any) -> Any:
    """What not every distribution has."""
    raise NotImplementedError


class Distribution:
    """Of `batch_shape` distributions, each of which gives events of `event_shape`."""

    has_rsample = False
    has_enumerate_support = False
    _validate_args = __debug__
    _expandable: tuple[str, ...] = ()  # what `expand` expands

    @staticmethod
    def set_default_validate_args(value: bool) -> None:
        if value not in [True, False]:
            raise ValueError
        Distribution._validate_args = value

    def __init__(
        self, batch_shape: Any = (), event_shape: Any = (), validate_args: bool | None = None
    ) -> None:
        self._batch_shape, self._event_shape = Size(batch_shape), Size(event_shape)
        if validate_args is not None:
            self._validate_args = validate_args
        if self._validate_args:
            self._check_parameters()

    def _take(self, validate_args: bool | None, **given: Any) -> None:
        """Begin with these parameters, brought to one shape."""
        values = broadcast_all(*given.values())
        vars(self).update(zip(given, values, strict=True))
        self._expandable = tuple(given)
        shape = batch_of(values[0], *given.values())
        Distribution.__init__(self, shape, validate_args=validate_args)

    def _check_parameters(self) -> None:
        try:
            wanted = self.arg_constraints
        except NotImplementedError:
            wanted = {}
            warnings.warn(
                f"{type(self)} does not define `arg_constraints`. Please set `arg_constraints = "
                "{}` or initialize the distribution with `validate_args=False` to turn off "
                "validation.",
                stacklevel=4,
            )
        for name, constraint in wanted.items():
            lazy = isinstance(getattr(type(self), name, None), lazy_property)
            if constraints.is_dependent(constraint) or (lazy and name not in vars(self)):
                continue
            value = getattr(self, name)
            if not _all_valid(constraint, value):
                raise ValueError(
                    f"Expected parameter {name} {_described(value)} of distribution {self!r} to "
                    f"satisfy the constraint {constraint!r}, but found invalid values:\n{value}"
                )

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        """The same with its parameters expanded to a larger batch."""
        shape, parts = Size(batch_shape), {}
        for name in self._expandable:
            if name in vars(self):
                value = getattr(self, name)
                parts[name] = value.expand(shape + value.shape[len(self._batch_shape) :])
        return self._renewed(shape, _instance, **parts)

    def _renewed(self, batch_shape: Any, _instance: Any, **parts: Any) -> Any:
        """One of the same kind, of these parts and of another batch."""
        new = type(self).__new__(type(self)) if _instance is None else _instance
        vars(new).update(parts)
        new._expandable = self._expandable
        Distribution.__init__(new, batch_shape, self._event_shape, validate_args=False)
        new._validate_args = self._validate_args
        return new

    batch_shape, event_shape = (property(attrgetter(n)) for n in ("_batch_shape", "_event_shape"))

    @property
    def mode(self) -> Any:
        raise NotImplementedError(f"{type(self)} does not implement mode")

    @property
    def stddev(self) -> Any:
        return self.variance.sqrt()

    def sample(self, sample_shape: Any = ()) -> Any:
        """Drawn, without a gradient for the parameters."""
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape: Any = ()) -> Any:
        """Drawn as a function of the parameters, which get gradients through it."""
        raise NotImplementedError

    log_prob = cdf = icdf = enumerate_support = entropy = _absent
    arg_constraints = support = mean = variance = property(_absent)

    def sample_n(self, n: int) -> Any:
        warnings.warn(
            "`sample_n(n)` will be deprecated. Use `sample((n,))` instead.",
            FutureWarning,
            stacklevel=2,
        )
        return self.sample((n,))

    def perplexity(self) -> Any:
        return self.entropy().exp()

    def _extended_shape(self, sample_shape: Any = ()) -> Size:
        return Size(sample_shape) + self._batch_shape + self._event_shape

    def _checked(self, value: Any) -> None:
        """Refuse a value of the wrong shape or outside the support."""
        if not self._validate_args:
            return
        if not isinstance(value, Tensor):
            raise ValueError("The value argument to log_prob must be a Tensor")
        given, wanted = value.shape, self._batch_shape + self._event_shape
        if given[len(given) - len(self._event_shape) :] != self._event_shape:
            raise ValueError(
                "The right-most size of value must match event_shape: "
                f"{given} vs {self._event_shape}."
            )
        for i, j in zip(reversed(given), reversed(wanted), strict=False):
            if i != 1 and j not in (1, i):
                raise ValueError(
                    f"Value is not broadcastable with batch_shape+event_shape: {given} vs {wanted}."
                )
        if not _all_valid(self.support, value):
            raise ValueError(
                f"Expected value argument {_described(value)} to be within the support "
                f"({self.support!r}) of the distribution {self!r}, but found invalid "
                f"values:\n{value}"
            )

    def _listed_support(self, values: Any, expand: bool) -> Any:
        """What `enumerate_support` gives of a list of values."""
        values = values.view((-1,) + (1,) * len(self._batch_shape))
        return values.expand((-1, *self._batch_shape)) if expand else values

    def __repr__(self) -> str:
        shown = [(name, vars(self)[name]) for name in self.arg_constraints if name in vars(self)]
        texts = [f"{k}: {v if v.numel() == 1 else v.size()}" for k, v in shown]
        return f"{type(self).__name__}({', '.join(texts)})"
