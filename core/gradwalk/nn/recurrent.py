"""Recurrent layers: RNN, LSTM and GRU, as cells and over whole sequences."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import creation
from gradwalk.devices import require_cpu
from gradwalk.nn import functional as F
from gradwalk.nn import init
from gradwalk.nn import recurrent_checks as checks
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import Parameter
from gradwalk.ops.join import cat, stack
from gradwalk.ops.parts import chunk, unbind
from gradwalk.ops.shape import transpose_in_place
from gradwalk.ops.transcendental import tanh


def _rnn_step(x: Any, h: Any, weights: tuple[Any, ...], activation: Any) -> Any:
    w_ih, w_hh, b_ih, b_hh = weights
    return activation(F.linear(x, w_ih, b_ih) + F.linear(h, w_hh, b_hh))


def _lstm_step(x: Any, state: tuple[Any, Any], weights: tuple[Any, ...]) -> tuple[Any, Any]:
    h, c = state
    w_ih, w_hh, b_ih, b_hh = weights
    gates = F.linear(x, w_ih, b_ih) + F.linear(h, w_hh, b_hh)
    i, f, g, o = chunk(gates, 4, -1)
    c = F.sigmoid(f) * c + F.sigmoid(i) * tanh(g)
    return F.sigmoid(o) * tanh(c), c


def _gru_step(x: Any, h: Any, weights: tuple[Any, ...]) -> Any:
    w_ih, w_hh, b_ih, b_hh = weights
    r_x, z_x, n_x = chunk(F.linear(x, w_ih, b_ih), 3, -1)
    r_h, z_h, n_h = chunk(F.linear(h, w_hh, b_hh), 3, -1)
    r, z = F.sigmoid(r_x + r_h), F.sigmoid(z_x + z_h)
    n = tanh(n_x + r * n_h)
    return (h - n) * z + n


def _relu(value: Any) -> Any:
    return F.relu(value)


class _Recurrent(Module):
    """Weights of one step, `gates` times as many as the hidden size."""

    gates = 1

    def _add_weights(self, input_size: int, bias: bool, suffix: str) -> tuple[str, ...]:
        wide = self.gates * self.hidden_size
        shapes: dict[str, tuple[int, ...]]
        shapes = {"weight_ih": (wide, input_size), "weight_hh": (wide, self.hidden_size)}
        if bias:
            shapes |= {"bias_ih": (wide,), "bias_hh": (wide,)}
        for name, shape in shapes.items():
            self.register_parameter(name + suffix, Parameter(creation.empty(*shape)))
        if not bias:
            self.register_parameter("bias_ih" + suffix, None)
            self.register_parameter("bias_hh" + suffix, None)
        return tuple(name + suffix for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))

    def reset_parameters(self) -> None:
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def _weights(self, names: tuple[str, ...]) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in names)


class _Cell(_Recurrent):
    def __init__(self, input_size: int, hidden_size: int, bias: bool = True) -> None:
        super().__init__()
        self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
        self._names = self._add_weights(input_size, bias, "")
        self.reset_parameters()

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        return text if self.bias else text + ", bias=False"

    def _zeros(self, input: Any) -> Any:
        return input.new_zeros(*input.shape[:-1], self.hidden_size)

    def _check(self, input: Any, hx: Any) -> None:
        checks.cell(self._get_name(), input, hx, (self.input_size, self.hidden_size))


class RNNCell(_Cell):
    def __init__(
        self, input_size: int, hidden_size: int, bias: bool = True, nonlinearity: str = "tanh"
    ) -> None:
        super().__init__(input_size, hidden_size, bias)
        self.nonlinearity = nonlinearity

    def extra_repr(self) -> str:
        text = super().extra_repr()
        return text if self.nonlinearity == "tanh" else f"{text}, nonlinearity={self.nonlinearity}"

    def forward(self, input: Any, hx: Any = None) -> Any:
        self._check(input, hx)
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        h = self._zeros(input) if hx is None else hx
        activation = tanh if self.nonlinearity == "tanh" else _relu
        return _rnn_step(input, h, self._weights(self._names), activation)


class LSTMCell(_Cell):
    gates = 4

    def forward(self, input: Any, hx: Any = None) -> Any:
        self._check(input, hx)
        state = (self._zeros(input), self._zeros(input)) if hx is None else hx
        return _lstm_step(input, state, self._weights(self._names))


class GRUCell(_Cell):
    gates = 3

    def forward(self, input: Any, hx: Any = None) -> Any:
        self._check(input, hx)
        h = self._zeros(input) if hx is None else hx
        return _gru_step(input, h, self._weights(self._names))


class _Layers(_Recurrent):
    """A stack of layers run over sequences (time, batch, features)."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        require_cpu(device)
        if proj_size:
            raise NotImplementedError("proj_size does not exist in gradwalk: leave it at 0")
        super().__init__()
        checks.options(hidden_size, num_layers, dropout)
        self.input_size, self.hidden_size, self.num_layers = input_size, hidden_size, num_layers
        self.bias, self.batch_first, self.dropout = bias, batch_first, dropout
        self.bidirectional = bidirectional
        directions = 2 if bidirectional else 1
        self._all: list[list[tuple[str, ...]]] = []
        for layer in range(num_layers):
            size = input_size if layer == 0 else hidden_size * directions
            suffixes = [f"_l{layer}", f"_l{layer}_reverse"][:directions]
            self._all.append([self._add_weights(size, bias, suffix) for suffix in suffixes])
        if dtype is not None:
            self.to(dtype)
        self.reset_parameters()

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        """One step of one layer; the state's first part is the output."""
        raise NotImplementedError

    parts = 1  # of the state

    def forward(self, input: Any, hx: Any = None) -> Any:
        checks.sequence(self._get_name(), input, hx, self.input_size)
        alone = input.ndim == 2
        x = input.unsqueeze(1) if alone else input.transpose(0, 1) if self.batch_first else input
        states = self._states(x, hx, alone)
        finals = []
        for layer, directions in enumerate(self._all):
            if layer and self.dropout and self.training:
                x = F.dropout(x, self.dropout)
            outputs = []
            for i, names in enumerate(directions):
                state = states[layer * len(directions) + i]
                output, last = self._run(x, state, self._weights(names), backwards=i == 1)
                outputs.append(output)
                finals.append(last)
            x = cat(tuple(outputs), -1) if len(outputs) > 1 else outputs[0]
        last_state = tuple(stack(part, 0) for part in zip(*finals, strict=True))
        return self._returned(x, last_state, alone)

    def _states(self, x: Any, hx: Any, alone: bool) -> list[tuple[Any, ...]]:
        count = sum(len(each) for each in self._all)
        if hx is None:
            zeros = x.new_zeros(x.shape[1], self.hidden_size)
            return [(zeros,) * self.parts] * count
        given = hx if isinstance(hx, tuple) else (hx,)
        given = tuple(each.unsqueeze(1) for each in given) if alone else given
        checks.states(given, (count, x.shape[1], self.hidden_size))
        return list(zip(*(unbind(each, 0) for each in given), strict=True))

    def _run(
        self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...], *, backwards: bool
    ) -> tuple[Any, tuple[Any, ...]]:
        steps = list(unbind(x, 0))
        outputs = []
        for each in reversed(steps) if backwards else steps:
            state = self._step(each, state, weights)
            outputs.append(state[0])
        return stack(tuple(reversed(outputs) if backwards else outputs), 0), state

    def _returned(self, x: Any, state: tuple[Any, ...], alone: bool) -> Any:
        if alone:
            x, state = x.squeeze(1), tuple(each.squeeze(1) for each in state)
        elif self.batch_first:
            x = transpose_in_place(x, 0, 1)
        return x, state if self.parts > 1 else state[0]

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        for name, usual in (("bias", True), ("batch_first", False)):
            if getattr(self, name) is not usual:
                text += f", {name}={getattr(self, name)}"
        if self.dropout:
            text += f", dropout={self.dropout}"
        return text + (", bidirectional=True" if self.bidirectional else "")


class RNN(_Layers):
    def __init__(self, *args: Any, nonlinearity: str = "tanh", **kwargs: Any) -> None:
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(
                f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'."
            )
        super().__init__(*args, **kwargs)
        self.nonlinearity = nonlinearity

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        activation = tanh if self.nonlinearity == "tanh" else _relu
        return (_rnn_step(x, state[0], weights, activation),)


class LSTM(_Layers):
    gates = 4
    parts = 2

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        return _lstm_step(x, (state[0], state[1]), weights)


class GRU(_Layers):
    gates = 3

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        return (_gru_step(x, state[0], weights),)
