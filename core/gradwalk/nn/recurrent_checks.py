"""What the recurrent layers refuse, in PyTorch's words and order."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any


def options(layer: Any) -> None:
    """The arguments of RNN, LSTM and GRU."""
    dropout, num_layers, proj_size = layer.dropout, layer.num_layers, layer.proj_size
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
    wanted: dict[str, type]
    wanted = {"bias": bool, "batch_first": bool, "input_size": int, "hidden_size": int}
    for name, kind in (*wanted.items(), ("num_layers", int)):
        value = getattr(layer, name)
        if not issubclass(type(value), kind):
            given = type(value).__name__
            raise TypeError(f"{name} should be of type {kind.__name__}, got: {given}")
        if kind is not bool and value <= 0:
            raise ValueError(f"{name} must be greater than zero")
    if proj_size < 0:
        raise ValueError("proj_size should be a positive integer or zero to disable projections")
    if proj_size >= layer.hidden_size:
        raise ValueError("proj_size has to be smaller than hidden_size")


def without_projection(named: dict[str, Any]) -> None:
    """The keywords of RNN and GRU."""
    if "proj_size" in named:
        raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")


def dtypes(input: Any, weight: Any) -> None:
    """An input of another dtype than the weights."""
    given, wanted = input.dtype, weight.dtype
    if given != wanted:
        raise ValueError(
            f"RNN input dtype ({given}) does not match weight dtype ({wanted}). Convert input: "
            f"input.to({wanted}), or convert model: model.to({given})"
        )


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
        text = f"For {kind} {ndim}-D input, hx should also be {ndim}-D but got {hx.dim()}-D tensor"
        raise RuntimeError(text)
    _length(input, input_size)


def _length(input: Any, wanted: int) -> None:
    found = input.shape[-1]
    if found != wanted:
        text = f"input.size(-1) must be equal to input_size. Expected {wanted}, got {found}"
        raise RuntimeError(text)


def packed(data: Any, input_size: int) -> None:
    """The data of a packed sequence."""
    if data.dim() != 2:
        raise RuntimeError(f"input must have 2 dimensions, got {data.dim()}")
    _length(data, input_size)


def states(given: Sequence[Any], wanted: Sequence[tuple[int, ...]]) -> None:
    """The sizes of the states that a run begins with."""
    if len(given) != len(wanted):
        raise RuntimeError("lstm expects two hidden states")
    for place, (each, size) in enumerate(zip(given, wanted, strict=True)):
        if tuple(each.shape) != size:
            which = f"hidden[{place}]" if len(given) > 1 else "hidden"
            raise RuntimeError(f"Expected {which} size {size}, got {list(each.shape)}")


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
    if name == "LSTMCell" and hx is not None and len(given) != 2:
        raise RuntimeError("lstm_cell expects two hidden states")
    for place, each in enumerate(given):
        if each.dim() not in (1, 2):
            which = f"hx[{place}]" if name == "LSTMCell" else "hidden"
            raise ValueError(f"{name}: Expected {which} to be 1D or 2D, got {each.dim()}D instead")
    if input.shape[-1] != sizes[0]:
        text = f"input has inconsistent input_size: got {input.shape[-1]} expected {sizes[0]}"
        raise RuntimeError(text)
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
