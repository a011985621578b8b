"""What the recurrent layers refuse, in PyTorch's words and order."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any


def options(hidden_size: Any, num_layers: Any, dropout: Any) -> None:
    """The arguments of RNN, LSTM and GRU."""
    chance = float(dropout)
    if isinstance(dropout, bool) or not 0 <= chance <= 1:
        raise ValueError(
            "dropout should be a number in range [0, 1] representing the probability of an "
            "element being zeroed"
        )
    if chance > 0 and num_layers == 1:
        warnings.warn(
            "dropout option adds dropout after all but last recurrent layer, so non-zero dropout "
            f"expects num_layers greater than 1, but got dropout={dropout} and "
            f"num_layers={num_layers}",
            stacklevel=4,
        )
    if not isinstance(hidden_size, int):
        kind = type(hidden_size).__name__
        raise TypeError(f"hidden_size should be of type int, got: {kind}")
    for name, value in (("hidden_size", hidden_size), ("num_layers", num_layers)):
        if value <= 0:
            raise ValueError(f"{name} must be greater than zero")


def sequence(name: str, input: Any, hx: Any, input_size: int) -> None:
    """The dimensions of what RNN, LSTM and GRU are called with."""
    ndim = input.dim()
    if ndim not in (2, 3):
        word = "D tensor" if name == "RNN" else "D"
        raise ValueError(f"{name}: Expected input to be 2D or 3D, got {ndim}{word} instead")
    kind = "batched" if ndim == 3 else "unbatched"
    if name == "LSTM" and hx is not None:
        dims = (hx[0].dim(), hx[1].dim())
        if dims != (ndim, ndim):
            raise RuntimeError(
                f"For {kind} {ndim}-D input, hx and cx should also be {ndim}-D but got "
                f"({dims[0]}-D, {dims[1]}-D) tensors"
            )
    elif hx is not None and hx.dim() != ndim:
        raise RuntimeError(
            f"For {kind} {ndim}-D input, hx should also be {ndim}-D but got {hx.dim()}-D tensor"
        )
    if input.shape[-1] != input_size:
        raise RuntimeError(
            "input.size(-1) must be equal to input_size. Expected "
            f"{input_size}, got {input.shape[-1]}"
        )


def states(given: Sequence[Any], wanted: tuple[int, ...]) -> None:
    """The sizes of the states that a run begins with."""
    for place, each in enumerate(given):
        if tuple(each.shape) != wanted:
            which = f"hidden[{place}]" if len(given) > 1 else "hidden"
            raise RuntimeError(f"Expected {which} size {wanted}, got {list(each.shape)}")


def cell(name: str, input: Any, hx: Any, sizes: tuple[int, int]) -> None:
    """What a cell is called with: `sizes` are of its input and its state."""
    if input.dim() not in (1, 2):
        raise ValueError(f"{name}: Expected input to be 1D or 2D, got {input.dim()}D instead")
    if name == "LSTMCell" and hx is not None and not isinstance(hx, (tuple, list)):
        raise TypeError(
            "lstm_cell(): argument 'hx' (position 2) must be tuple of Tensors, not "
            f"{type(hx).__name__}"
        )
    given = () if hx is None else tuple(hx) if name == "LSTMCell" else (hx,)
    for place, each in enumerate(given):
        if each.dim() not in (1, 2):
            which = f"hx[{place}]" if name == "LSTMCell" else "hidden"
            raise ValueError(f"{name}: Expected {which} to be 1D or 2D, got {each.dim()}D instead")
    if input.shape[-1] != sizes[0]:
        raise RuntimeError(
            f"input has inconsistent input_size: got {input.shape[-1]} expected {sizes[0]}"
        )
    for place, each in enumerate(given):
        if input.dim() == 2 and each.dim() == 2 and input.shape[0] != each.shape[0]:
            raise RuntimeError(
                f"Input batch size {input.shape[0]} doesn't match hidden{place} batch size "
                f"{each.shape[0]}"
            )
        if each.shape[-1] != sizes[1]:
            raise RuntimeError(
                f"hidden{place} has inconsistent hidden_size: got {each.shape[-1]}, expected "
                f"{sizes[1]}"
            )
