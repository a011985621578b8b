"""Recurrent layers: RNN, LSTM and GRU, as cells and over whole sequences."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import creation, errors
from gradwalk.devices import require_cpu
from gradwalk.nn import functional as F
from gradwalk.nn import init
from gradwalk.nn import recurrent_checks as checks
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import Parameter
from gradwalk.nn.utils.rnn import PackedSequence
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


def _narrow(state: tuple[Any, ...], start: int, end: int) -> tuple[Any, ...]:
    """The state of some of the sequences."""
    return tuple(each.narrow(0, start, end - start) for each in state)


def _relu(value: Any) -> Any:
    return F.relu(value)


class _Recurrent(Module):
    """Weights of one step, `gates` times as many as the hidden size."""

    gates = 1

    proj_size = 0  # of what LSTM gives, where that is not its hidden size

    @property
    def _given(self) -> int:
        """The length of what a step gives."""
        return self.proj_size or self.hidden_size

    def _add_weights(self, input_size: int, bias: bool, suffix: str) -> tuple[str, ...]:
        wide = self.gates * self.hidden_size
        shapes: dict[str, tuple[int, ...]]
        shapes = {"weight_ih": (wide, input_size), "weight_hh": (wide, self._given)}
        if bias:
            shapes |= {"bias_ih": (wide,), "bias_hh": (wide,)}
        for name, shape in shapes.items():
            self.register_parameter(name + suffix, Parameter(creation.empty(*shape)))
        if not bias:
            self.register_parameter("bias_ih" + suffix, None)
            self.register_parameter("bias_hh" + suffix, None)
        names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
        if self.proj_size:
            names.append("weight_hr")
            weight = Parameter(creation.empty(self.proj_size, self.hidden_size))
            self.register_parameter("weight_hr" + suffix, weight)
        return tuple(name + suffix for name in names)

    def reset_parameters(self) -> None:
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def _weights(self, names: tuple[str, ...]) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in names)


class RNNCellBase(_Recurrent):
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


class RNNCell(RNNCellBase):
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


class LSTMCell(RNNCellBase):
    gates = 4

    def forward(self, input: Any, hx: Any = None) -> Any:
        self._check(input, hx)
        state = (self._zeros(input), self._zeros(input)) if hx is None else hx
        return _lstm_step(input, state, self._weights(self._names))


class GRUCell(RNNCellBase):
    gates = 3

    def forward(self, input: Any, hx: Any = None) -> Any:
        self._check(input, hx)
        h = self._zeros(input) if hx is None else hx
        return _gru_step(input, h, self._weights(self._names))


class RNNBase(_Recurrent):
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
        super().__init__()
        self.input_size, self.hidden_size, self.num_layers = input_size, hidden_size, num_layers
        self.bias, self.batch_first, self.dropout = bias, batch_first, dropout
        self.bidirectional, self.proj_size = bidirectional, proj_size
        checks.options(self)
        directions = 2 if bidirectional else 1
        self._all: list[list[tuple[str, ...]]] = []
        for layer in range(num_layers):
            size = input_size if layer == 0 else self._given * directions
            suffixes = [f"_l{layer}", f"_l{layer}_reverse"][:directions]
            self._all.append([self._add_weights(size, bias, suffix) for suffix in suffixes])
        if dtype is not None:
            self.to(dtype)
        self.reset_parameters()

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        """One step of one layer; the state's first part is the output."""
        raise NotImplementedError

    parts = 1  # of the state

    def flatten_parameters(self) -> None:
        """Nothing: it is for GPUs."""

    @property
    def all_weights(self) -> list[list[Any]]:
        """The weights of each layer and direction."""
        return [
            [each for each in self._weights(names) if each is not None]
            for layer in self._all
            for names in layer
        ]

    def forward(self, input: Any, hx: Any = None) -> Any:
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx)
        checks.sequence(self._get_name(), input, hx, self.input_size)
        checks.dtypes(input, self.weight_ih_l0)
        alone = input.ndim == 2
        if not input.shape[0 if alone else int(self.batch_first)]:
            raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
        x = input.unsqueeze(1) if alone else input.transpose(0, 1) if self.batch_first else input
        given = () if hx is None else tuple(hx) if self.parts > 1 else (hx,)
        given = tuple(each.unsqueeze(1) for each in given) if alone else given
        return self._returned(*self._through(x, self._states(x, given, x.shape[1]), None), alone)

    def _forward_packed(self, input: PackedSequence, hx: Any) -> Any:
        x, sizes, order, back = input
        checks.dtypes(x, self.weight_ih_l0)
        checks.packed(x, self.input_size)
        given = () if hx is None else tuple(hx) if self.parts > 1 else (hx,)
        if order is not None:
            given = tuple(each.index_select(1, order) for each in given)
        counts = sizes.tolist()
        x, state = self._through(x, self._states(x, given, counts[0]), counts)
        if back is not None:
            state = tuple(each.index_select(1, back) for each in state)
        return PackedSequence(x, sizes, order, back), state if self.parts > 1 else state[0]

    def _through(
        self, x: Any, states: list[tuple[Any, ...]], counts: list[int] | None
    ) -> tuple[Any, tuple[Any, ...]]:
        """Through all layers: what the last one gives, and the last states of all."""
        if self.proj_size:
            errors.warn_once(errors.PROJECTIONS)
        finals = []
        for layer, directions in enumerate(self._all):
            if layer and self.dropout and self.training:
                x = F.dropout(x, self.dropout)
            outputs = []
            for i, names in enumerate(directions):
                state, weights = states[layer * len(directions) + i], self._weights(names)
                if counts is None:
                    output, last = self._run(x, state, weights, backwards=i == 1)
                else:
                    run = self._run_back_packed if i == 1 else self._run_packed
                    output, last = run(x, counts, state, weights)
                outputs.append(output)
                finals.append(last)
            x = cat(tuple(outputs), -1) if len(outputs) > 1 else outputs[0]
        return x, tuple(stack(part, 0) for part in zip(*finals, strict=True))

    def _states(self, x: Any, given: tuple[Any, ...], batch: int) -> list[tuple[Any, ...]]:
        """The states that each layer and direction begins with."""
        count = sum(len(each) for each in self._all)
        lengths = (self._given, self.hidden_size)[: self.parts]
        if not given:
            return [tuple(x.new_zeros(batch, length) for length in lengths)] * count
        checks.states(given, [(count, batch, length) for length in lengths])
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

    def _run_packed(
        self, x: Any, counts: list[int], state: tuple[Any, ...], weights: tuple[Any, ...]
    ) -> tuple[Any, tuple[Any, ...]]:
        """Sequences that end drop out of the state, and theirs is put together at the end."""
        outputs, ended, start, before = [], [], 0, counts[0]
        for n in counts:
            if n < before:
                ended.append(_narrow(state, n, before))
                state, before = _narrow(state, 0, n), n
            state = self._step(x.narrow(0, start, n), state, weights)
            outputs.append(state[0])
            start += n
        parts = zip(*reversed([*ended, state]), strict=True)
        return cat(tuple(outputs), 0), tuple(cat(part, 0) for part in parts)

    def _run_back_packed(
        self, x: Any, counts: list[int], state: tuple[Any, ...], weights: tuple[Any, ...]
    ) -> tuple[Any, tuple[Any, ...]]:
        """From the end of the longest sequence; others come into the state at their own end."""
        outputs, end, before = [], x.shape[0], counts[-1]
        begun, state = state, _narrow(state, 0, before)
        for n in reversed(counts):
            if n > before:
                joined = zip(state, _narrow(begun, before, n), strict=True)
                state, before = tuple(cat(pair, 0) for pair in joined), n
            state = self._step(x.narrow(0, end - n, n), state, weights)
            outputs.append(state[0])
            end -= n
        return cat(tuple(reversed(outputs)), 0), state

    def _returned(self, x: Any, state: tuple[Any, ...], alone: bool) -> Any:
        if alone:
            x, state = x.squeeze(1), tuple(each.squeeze(1) for each in state)
        elif self.batch_first:
            x = transpose_in_place(x, 0, 1)
        return x, state if self.parts > 1 else state[0]

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        if self.proj_size:
            text += f", proj_size={self.proj_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        for name, usual in (("bias", True), ("batch_first", False)):
            if getattr(self, name) is not usual:
                text += f", {name}={getattr(self, name)}"
        if self.dropout:
            text += f", dropout={self.dropout}"
        return text + (", bidirectional=True" if self.bidirectional else "")


class RNN(RNNBase):
    def __init__(self, *args: Any, nonlinearity: str = "tanh", **kwargs: Any) -> None:
        if nonlinearity not in ("tanh", "relu"):
            text = f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'."
            raise ValueError(text)
        checks.without_projection(kwargs)
        if len(args) > 3:  # as in older PyTorch
            nonlinearity, args = args[3], args[:3] + args[4:]
        super().__init__(*args, **kwargs)
        self.nonlinearity = nonlinearity

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        activation = tanh if self.nonlinearity == "tanh" else _relu
        return (_rnn_step(x, state[0], weights, activation),)


class LSTM(RNNBase):
    gates = 4
    parts = 2

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        h, c = _lstm_step(x, (state[0], state[1]), weights[:4])
        return (F.linear(h, weights[4]) if self.proj_size else h), c


class GRU(RNNBase):
    gates = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        checks.without_projection(kwargs)
        super().__init__(*args, **kwargs)

    def _step(self, x: Any, state: tuple[Any, ...], weights: tuple[Any, ...]) -> tuple[Any, ...]:
        return (_gru_step(x, state[0], weights),)
