"""`import torch` gives gradwalk: an import hook, for the programs that a reader brings.

Where the engine's arrays are ndlist's, `import numpy` gives those to such a program, so that
`tensor.numpy()` and `torch.from_numpy()` are of its kind.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from gradwalk.absent import REASONS
from gradwalk.torch_names import MISSING


class _Finder(MetaPathFinder, Loader):
    """Finds `torch.x.y` as `gradwalk.x.y`."""

    def __init__(self, ours: dict[str, str]) -> None:
        self.ours = ours  # by the name that programs give it

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in self.ours:
            return importlib.util.spec_from_loader(fullname, self)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        top, dot, rest = spec.name.partition(".")
        name = self.ours[top] + dot + rest
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            raise ModuleNotFoundError(_reason(spec.name), name=spec.name) from None

    def exec_module(self, module: ModuleType) -> None:
        """The module is there already."""


def _reason(name: str) -> str:
    """Why a module is not there: PyTorch has none such, or gradwalk has not."""
    home, _, last = name.rpartition(".")
    if last not in MISSING.get(home, {last}):
        return f"No module named {name!r}"
    more = f": {REASONS[last]}" if last in REASONS else " yet"
    return f"{name} does not exist in gradwalk{more}"


def as_torch() -> None:
    """Make `import torch` and its submodules give gradwalk, in this process."""
    ours = {"torch": "gradwalk"}
    array = importlib.import_module("gradwalk.array")
    if array.xp.__name__ == "gradwalk.ndlist" and "numpy" not in sys.modules:
        ours["numpy"] = "gradwalk.ndlist"
    if not any(isinstance(each, _Finder) for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder(ours))
    sys.modules.update((given, importlib.import_module(name)) for given, name in ours.items())
