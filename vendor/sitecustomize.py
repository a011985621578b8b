"""Modules out of the archives beside this file, each read once.

Python imports this file while it starts. Its own way with archives opens the file for each module,
and reads and unmarshals that twice: once to say where it is. In a browser that takes half a second.
"""

import sys
from _frozen_importlib import ModuleSpec
from marshal import loads
from posix import listdir
from zipimport import zipimporter

HEAD = 16  # bytes before the code in a module's file
NAME = 26  # where in a file's head, of 30 bytes, the length of its name is
CODE = "/__init__.pyc", ".pyc"


class Archive:
    """The modules of an archive of bytecode that is not compressed."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.files: dict[str, tuple] = {}

    def read(self) -> None:
        """Take up what is in it, once it is there: ours comes while Python starts."""
        try:
            with open(self.path, "rb") as file:
                self.content = memoryview(file.read())
        except FileNotFoundError:
            return
        self.files = zipimporter(self.path)._get_files()  # noqa: SLF001 - its directory

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """Return where a module is, or None."""
        if not self.files:
            self.read()
        for ending in CODE:
            found = self.files.get(name.replace(".", "/") + ending)
            if found is not None:
                spec = ModuleSpec(name, self, origin=found[0], is_package=ending == CODE[0])
                spec.has_location = True
                spec.loader_state = found
                return spec
        return None

    def create_module(self, spec: object) -> None:
        """Leave it to Python."""

    def exec_module(self, module: object) -> None:
        """Run a module's code."""
        _, _, size, _, start, *_ = module.__spec__.loader_state
        lengths = self.content[start + NAME : start + NAME + 4]
        start += 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        exec(loads(self.content[start + HEAD : start + size]), vars(module))  # noqa: S102, S302 - ours


names = {name for name in listdir("/lib") if name.endswith(".zip")} | {"gradwalk.zip"}
archives = [Archive(f"/lib/{name}") for name in sorted(names, reverse=True)]  # the library first
sys.meta_path[2:2] = archives  # behind those for what is built in
