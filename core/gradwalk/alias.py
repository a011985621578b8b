"""`import torch` gives gradwalk: an import hook, for the programs that a reader brings."""

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

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "torch" or fullname.startswith("torch."):
            return importlib.util.spec_from_loader(fullname, self)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        name = "gradwalk" + spec.name[len("torch") :]
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
    if not any(isinstance(each, _Finder) for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    sys.modules["torch"] = importlib.import_module("gradwalk")
