"""What NumPy says of 1/0: nothing, here; programs may still ask for quiet."""

from __future__ import annotations

from types import TracebackType
from typing import Any

_state = {"divide": "ignore", "over": "ignore", "under": "ignore", "invalid": "ignore"}


def geterr() -> dict[str, str]:
    """How errors of floating point are treated: never told."""
    return dict(_state)


def seterr(all: Any = None, **kinds: Any) -> dict[str, str]:
    """Accepted, and without effect: 1/0 is inf without a word."""
    return geterr()


class errstate:  # noqa: N801 - NumPy's own name
    """A `with` block in which errors are treated otherwise: as before."""

    def __init__(self, **kinds: Any) -> None:
        pass

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass
