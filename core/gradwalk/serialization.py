"""torch.save and torch.load, to a path or a file object.

A pickle of our own: it holds tensors, modules' state_dicts and plain Python data. Files of PyTorch
itself are zip archives of another kind and are refused.
"""

from __future__ import annotations

import importlib
import io
import pickle
from pathlib import Path
from typing import Any

from gradwalk.copying import reduced
from gradwalk.tensorbase import TensorBase

_MAGIC = b"gradwalk 1\n"
_PLAIN = {  # what `weights_only` lets a file name
    "builtins": {"set", "frozenset", "complex", "bytearray", "slice", "range"},
    "collections": {"OrderedDict", "defaultdict", "Counter"},
}
_CLASSES = ["gradwalk.nn.parameter", "gradwalk.nn", "gradwalk.nn.attention", "gradwalk.optim"]
_CLASSES += ["gradwalk.size"]
_OURS = {
    ("gradwalk.copying", "_read"),
    ("gradwalk.copying", "_rebuilt"),
    ("gradwalk.tensor", "Tensor"),
    ("gradwalk.serialization", "_found"),
    ("gradwalk.dtypes", "dtype"),
    ("torch", "Tensor"),
    ("torch", "Size"),
}
_UNSAFE = (
    "Weights only load failed. In PyTorch 2.6, we changed the default value of the `weights_only` "
    "argument in `torch.load` from `False` to `True`. Re-running `torch.load` with `weights_only` "
    "set to `False` will likely succeed, but it can result in arbitrary code execution. Do it only "
    "if you got the file from a trusted source. (The file asks for {}.)"
)


class _Pickler(pickle.Pickler):
    """Writes memory that tensors share once.

    Names torch's classes by where they are found, not by where PyTorch keeps them.
    """

    def __init__(self, file: Any, protocol: int) -> None:
        super().__init__(file, protocol)
        self._memories: dict[int, Any] = {}

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, TensorBase):
            return reduced(obj, self._memories)
        if isinstance(obj, type) and obj.__module__.startswith("torch."):
            for home in _CLASSES:
                name: str = obj.__name__
                if getattr(importlib.import_module(home), name, None) is obj:
                    return _found, (home, name)
        return NotImplemented


def _found(home: str, name: str) -> Any:
    """A class by its name, for pickles."""
    if home not in _CLASSES:
        raise pickle.UnpicklingError(_UNSAFE.format(f"{home}.{name}"))
    return getattr(importlib.import_module(home), name)


class _WeightsOnly(pickle.Unpickler):
    """Makes tensors and plain data, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OURS or name in _PLAIN.get(module, ()):
            return _parameter_only if name == "_found" else super().find_class(module, name)
        raise pickle.UnpicklingError(_UNSAFE.format(f"{module}.{name}"))


def _parameter_only(home: str, name: str) -> Any:
    """The classes that a file of weights may name."""
    if home != "gradwalk.nn.parameter" or name not in ("Parameter", "Buffer"):
        raise pickle.UnpicklingError(_UNSAFE.format(f"torch.{name}"))
    return _found(home, name)


def save(
    obj: Any,
    f: Any,
    pickle_module: Any = pickle,
    pickle_protocol: int = 2,
    _use_new_zipfile_serialization: bool = True,
) -> None:
    """Write an object to a path or into a file object."""
    memory = io.BytesIO()
    _Pickler(memory, max(pickle_protocol, 3)).dump(obj)
    data = _MAGIC + memory.getvalue()
    if hasattr(f, "write"):
        f.write(data)
    else:
        Path(f).write_bytes(data)


def load(
    f: Any,
    map_location: Any = None,
    pickle_module: Any = None,
    *,
    weights_only: bool = True,
    mmap: bool | None = None,
    **pickle_load_args: Any,
) -> Any:
    """Read what `save` wrote. With `weights_only` only tensors and plain data are made.

    Raises pickle.UnpicklingError for what is not allowed, and RuntimeError for other files.
    """
    data = f.read() if hasattr(f, "read") else Path(f).read_bytes()
    if not data:
        raise EOFError("Ran out of input")
    if not data.startswith(_MAGIC):
        raise RuntimeError("torch.load reads only what gradwalk's own torch.save wrote")
    reader = _WeightsOnly if weights_only else pickle.Unpickler
    return reader(io.BytesIO(data[len(_MAGIC) :])).load()
