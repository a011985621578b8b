"""The files that Python in the browser is made of: Pyodide's, and the wheel that goes with them.

Pyodide comes from npm at the version that package.json names, and lies beside the editor's bundle.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gradwalk_ui import bytecode
from gradwalk_ui.client_wheel import wheel
from gradwalk_ui.static_files import directory

PYODIDE = ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide.asm.mjs", "pyodide.mjs",
           "pyodide-lock.json")  # fmt: skip
PYTHON = (3, 14)  # Pyodide's
SHOWN = "/lib/gradwalk/"  # the folder of the wheel's modules, as tracebacks name it
WHEEL = "gradwalk.whl"  # as the worker calls it


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the runtime."""

    role: str  # what the worker calls it
    file: str  # its name in the site, with its hash in it
    content: bytes

    def entry(self) -> dict[str, object]:
        """Return what the page must know to fetch it and to see that it came whole."""
        digest = hashlib.sha256(self.content).hexdigest()
        return {"role": self.role, "file": self.file, "bytes": len(self.content), "sha256": digest}


def parts() -> list[Part]:
    """Return all files of the runtime; raise FileNotFoundError where Pyodide's are missing."""
    folder = directory() / "vendor" / "pyodide"
    missing = [name for name in PYODIDE if not (folder / name).is_file()]
    if missing:
        text = f"Pyodide is missing ({missing[0]}): run `npm ci && npm run build`"
        raise FileNotFoundError(text)
    found = [part(name, name, (folder / name).read_bytes()) for name in PYODIDE]
    name, content = wheel()
    return [*found, part(WHEEL, name, as_bytecode(content))]


@cache
def as_bytecode(content: bytes) -> bytes:
    """Return the wheel with bytecode in it; where nothing can make that, the wheel as it is.

    Bytecode is of one minor version. Where this Python is of another, the runtime itself makes it,
    under Node.
    """
    if sys.version_info[:2] == PYTHON:
        return bytecode.compiled(content, "", SHOWN)
    node = shutil.which("node")
    if node is None:
        return content
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "given.zip"), Path(folder, "made.zip")
        given.write_bytes(content)
        files = (directory() / "vendor/pyodide/pyodide.mjs", bytecode.__file__, given, made)
        script = Path(__file__).with_name("templates") / "bytecode.mjs"
        command = [node, *map(str, (script, *files)), SHOWN]
        ran = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our script
        return made.read_bytes() if ran.returncode == 0 else content


def part(role: str, name: str, content: bytes) -> Part:
    """Return a part under a name that changes with its content, so that it can be kept for ever."""
    return Part(role, hashed(name, content), content)


def hashed(name: str, content: bytes) -> str:
    """Return a file's name with a hash of its content before the suffix."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
