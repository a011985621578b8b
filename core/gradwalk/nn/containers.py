"""Modules that hold others: Sequential, ModuleList, ModuleDict, ParameterList."""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from itertools import islice
from typing import Any, Self

from gradwalk.nn.module import Module
from gradwalk.nn.names import indented
from gradwalk.nn.parameter import Parameter
from gradwalk.tensor import Tensor


def _place(wanted: Any, length: int) -> int:
    index: int = operator.index(wanted)
    if not -length <= index < length:
        raise IndexError(f"index {index} is out of range")
    return index % length


def _require_iterable(what: str, given: Any, of: str = "an iterable") -> None:
    if not hasattr(given, "__iter__"):
        kind = type(given).__name__
        raise TypeError(f"{what} should be called with {of}, but got {kind}")


class _Listed(Module):
    """Modules numbered from 0: what Sequential and ModuleList share."""

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._modules.values())

    def __delitem__(self, index: Any) -> None:
        listed = list(self._modules.values())
        del listed[index if isinstance(index, slice) else _place(index, len(self))]
        self._renumber(listed)

    def append(self, module: Module) -> Self:
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules: Iterable[Module]) -> Self:
        for module in list(modules):
            self.append(module)
        return self

    def pop(self, index: Any) -> Any:
        found = self[index]  # type: ignore[index]
        del self[index]
        return found

    def _renumber(self, modules: list[Any]) -> None:
        self._modules.clear()
        for number, module in enumerate(modules):
            self._modules[str(number)] = module


class Sequential(_Listed):
    """Modules run one after the other."""

    def __init__(self, *args: Any) -> None:
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for i, module in enumerate(args):
                self.add_module(str(i), module)

    def forward(self, input: Any) -> Any:
        for module in self:
            input = module(input)
        return input

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return type(self)(OrderedDict(list(self._modules.items())[index]))
        place = _place(index, len(self))
        return next(islice(self._modules.values(), place, None))

    def __setitem__(self, index: int, module: Module) -> None:
        name = list(self._modules)[_place(index, len(self))]
        setattr(self, name, module)

    def insert(self, index: int, module: Module) -> Sequential:
        if not isinstance(module, Module):
            raise AssertionError(f"module should be of type: {_MODULE}")
        count = len(self._modules)
        if not -count <= index <= count:
            raise IndexError(f"Index out of range: {index}")
        listed = list(self._modules.values())
        listed.insert(index + count if index < 0 else index, module)
        self._renumber(listed)
        return self

    def __add__(self, other: Any) -> Sequential:
        return Sequential(*self, *_addable(other))

    def __iadd__(self, other: Any) -> Self:
        return self.extend(_addable(other))

    def __mul__(self, count: Any) -> Sequential:
        if not isinstance(count, int):
            raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(count)}")
        if count <= 0:
            kind = "<class 'torch.nn.modules.container.Sequential'>"
            raise ValueError(f"Non-positive multiplication factor {count} for {kind}")
        return Sequential(*(list(self) * count))

    __rmul__ = __mul__


def _addable(other: Any) -> Sequential:
    if not isinstance(other, Sequential):
        text = "add operator supports only objects of Sequential class, but {} is given."
        raise ValueError(text.format(type(other)))
    return other


_MODULE = "<class 'torch.nn.modules.module.Module'>"


class ModuleList(_Listed):
    """A list of modules whose parameters are found."""

    def __init__(self, modules: Iterable[Module] | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def extend(self, modules: Iterable[Module]) -> ModuleList:
        _require_iterable("ModuleList.extend", modules)
        return super().extend(modules)

    __iadd__ = extend

    def __add__(self, other: Iterable[Module]) -> ModuleList:
        return ModuleList([*self, *other])

    def insert(self, index: int, module: Module) -> None:
        listed = list(self._modules.values())
        listed.insert(index, module)
        self._renumber(listed)

    def __contains__(self, module: object) -> bool:
        return module in self._modules.values()

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return type(self)(list(self._modules.values())[index])
        return self._modules[str(_place(index, len(self)))]

    def __setitem__(self, index: int, module: Module) -> None:
        setattr(self, str(_place(index, len(self))), module)

    def __repr__(self) -> str:
        """Neighbours that print alike are printed once: (0-2): 3 x Linear(...)."""
        texts = [repr(each) for each in self]
        if not texts:
            return self._get_name() + "()"
        groups: list[tuple[int, int, str]] = []
        for i, text in enumerate(texts):
            if groups and groups[-1][2] == text:
                groups[-1] = (groups[-1][0], i, text)
            else:
                groups.append((i, i, text))
        lines = [
            f"({a}): {text}" if a == b else f"({a}-{b}): {b - a + 1} x {text}"
            for a, b, text in groups
        ]
        return f"{self._get_name()}(\n  " + "\n  ".join(map(indented, lines)) + "\n)"


def _in_pairs(name: str, pairs: Iterable[Any]) -> Iterator[Any]:
    """Keys and values, each looked at as it comes."""
    for i, each in enumerate(pairs):
        start = f"{name} update sequence element #{i}"
        if not isinstance(each, Iterable):
            raise TypeError(f"{start} should be Iterable; is{type(each).__name__}")
        if len(each) != 2:  # type: ignore[arg-type]
            raise ValueError(f"{start} has length {len(each)}; 2 is required")  # type: ignore[arg-type]
        yield each


class ModuleDict(Module):
    """Modules by name."""

    def __init__(self, modules: Mapping[str, Module] | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.update(modules)

    def update(self, modules: Any) -> None:
        _require_iterable("ModuleDict.update", modules, "an iterable of key/value pairs")
        pairs = modules.items() if isinstance(modules, Mapping) else modules
        for name, module in _in_pairs("ModuleDict", pairs):
            self.add_module(name, module)

    def __getitem__(self, name: str) -> Any:
        return self._modules[name]

    def __setitem__(self, name: str, module: Module) -> None:
        self.add_module(name, module)

    def __delitem__(self, name: str) -> None:
        del self._modules[name]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def pop(self, name: str) -> Any:
        found = self[name]
        del self[name]
        return found

    def clear(self) -> None:
        self._modules.clear()

    def keys(self) -> Any:
        return dict(self._modules).keys()

    def values(self) -> Any:
        return self._modules.values()

    def items(self) -> Any:
        return self._modules.items()


def _parameter(value: Any) -> Any:
    """A tensor as a parameter; anything else as it is."""
    plain = isinstance(value, Tensor) and not isinstance(value, Parameter)
    return Parameter(value) if plain else value


def _described(value: Any, kind: Any) -> str:
    """What the repr of a container says of one that it holds."""
    if not isinstance(value, Tensor):
        return f"Object of type: {type(value).__name__}"
    what = "Parameter" if isinstance(value, Parameter) else "Tensor"
    return f"{what} containing: [{kind(value)} of size {'x'.join(map(str, value.shape))}]"


class ParameterList(Module):
    """A list of parameters that are found, and of other values."""

    def __init__(self, values: Iterable[Any] | None = None) -> None:
        super().__init__()
        self._size = 0
        if values is not None:
            self.extend(values)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("ParameterList should not be called.")

    def append(self, value: Any) -> ParameterList:
        self._size += 1
        self[-1] = value
        return self

    def extend(self, values: Iterable[Any]) -> ParameterList:
        _require_iterable("ParameterList.extend", values)
        for value in values:
            self.append(value)
        return self

    __iadd__ = extend

    def __setitem__(self, index: int, value: Any) -> None:
        setattr(self, str(_place(index, len(self))), _parameter(value))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Any]:
        return iter([self[i] for i in range(len(self))])

    def __getitem__(self, index: Any) -> Any:
        return getattr(self, str(_place(index, len(self))))

    def extra_repr(self) -> str:
        lines = [f"  ({i}): {_described(p, lambda t: t.dtype)}" for i, p in enumerate(self)]
        return "\n".join(lines)


class ParameterDict(Module):
    """Parameters, and other values, by name."""

    def __init__(self, parameters: Any = None) -> None:
        super().__init__()
        self._keys: dict[str, None] = {}
        if parameters is not None:
            self.update(parameters)

    def __call__(self, input: Any) -> Any:
        raise RuntimeError("ParameterDict should not be called.")

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._keys[name] = None
        setattr(self, name, _parameter(value))

    def __delitem__(self, name: str) -> None:
        del self._keys[name]
        delattr(self, name)

    def update(self, parameters: Any) -> None:
        _require_iterable("ParametersDict.update", parameters, "an iterable of key/value pairs")
        pairs = parameters.items() if isinstance(parameters, Mapping) else parameters
        for name, value in _in_pairs("ParameterDict", pairs):
            self[name] = value

    pop: Any = MutableMapping.pop
    values: Any = MutableMapping.values
    items: Any = MutableMapping.items

    def extra_repr(self) -> str:
        lines = [f"  ({name}): {_described(p, lambda t: t.type())}" for name, p in self.items()]
        return "\n".join(lines)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __contains__(self, name: object) -> bool:
        return name in self._keys

    def keys(self) -> Any:
        return self._keys.keys()
