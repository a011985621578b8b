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


class _Finder(MetaPathFinder, Loader):
    """Finds `torch.x.y` as `gradwalk.x.y`."""

    def __init__(self, given: str, ours: str) -> None:
        self.given = given
        self.ours = ours

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == self.given or fullname.startswith(self.given + "."):
            return importlib.util.spec_from_loader(fullname, self)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        name = self.ours + spec.name[len(self.given) :]
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            text = f"{spec.name} does not exist in gradwalk yet"
            raise ModuleNotFoundError(text, name=spec.name) from None

    def exec_module(self, module: ModuleType) -> None:
        """The module is there already."""


def as_torch() -> None:
    """Make `import torch` and its submodules give gradwalk, in this process."""
    _install("torch", "gradwalk")
    array = importlib.import_module("gradwalk.array")
    if array.xp.__name__ == "gradwalk.ndlist" and "numpy" not in sys.modules:
        _install("numpy", "gradwalk.ndlist")


def _install(given: str, ours: str) -> None:
    found = [each.given for each in sys.meta_path if isinstance(each, _Finder)]
    if given not in found:
        sys.meta_path.insert(0, _Finder(given, ours))
    sys.modules[given] = importlib.import_module(ours)
