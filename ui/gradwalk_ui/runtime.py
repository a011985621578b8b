"""The files that Python in the browser is made of: Pyodide's, and the wheel that goes with them.

Pyodide comes from npm at the version that package.json names, and lies beside the editor's bundle.
What is npm's as it came can also be left on a CDN: the page looks at its hash before it is used.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from gradwalk_ui import bytecode, distribution
from gradwalk_ui.client_wheel import wheel
from gradwalk_ui.kept_files import kept
from gradwalk_ui.static_files import directory

PYODIDE = ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide.asm.mjs", "pyodide.mjs",
           "pyodide-lock.json")  # fmt: skip
PYTHON = (3, 14)  # Pyodide's
SHOWN = "/lib/gradwalk/"  # the folder of the wheel's modules, as tracebacks name it
WHEEL = "gradwalk.zip"  # as the worker calls it
LOCK = "pyodide-lock.json"
CDN = "https://cdn.jsdelivr.net"  # what Pyodide's own documentation names
PACKER = Path(bytecode.__file__).read_bytes()  # which other bytes it makes when it is changed
ON_CDN = ("pyodide.asm.wasm", "pyodide.mjs")  # npm's files as they came


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the runtime."""

    role: str  # what the worker calls it
    file: str  # its name in the site, with its hash in it
    content: bytes
    address: str = ""  # where it is, if not in the site

    def entry(self) -> dict[str, object]:
        """Return what the page must know to fetch it and to see that it came whole."""
        digest = hashlib.sha256(self.content).hexdigest()
        file = self.address or f"python/{self.file}"
        return {"role": self.role, "file": file, "bytes": len(self.content), "sha256": digest}


def parts(*, cdn: bool = False, numpy: str | None = None) -> list[Part]:
    """Return all files of the runtime; raise FileNotFoundError where Pyodide's are missing.

    With `cdn` the largest of them stay there; `numpy` is the distribution to take NumPy from.
    """
    folder = directory() / "vendor" / "pyodide"
    missing = [name for name in PYODIDE if not (folder / name).is_file()]
    if missing:
        text = f"Pyodide is missing ({missing[0]}): run `npm ci && npm run build`"
        raise FileNotFoundError(text)
    files = {name: (folder / name).read_bytes() for name in PYODIDE}
    lock = json.loads(files[LOCK])
    added = [] if numpy is None else distribution.packages(numpy, "numpy", lock["info"])
    if added:  # then what programs may import is not all that is imported
        files[LOCK] = locked(lock, added)
        files["python_stdlib.zip"] = (folder / "whole_stdlib.zip").read_bytes()
    found = [part(name, name, content) for name, content in files.items()]
    if cdn:
        base = f"{CDN}/npm/pyodide@{version()}/"
        found = [replace(each, address=base + each.role) if each.role in ON_CDN else each
                 for each in found]  # fmt: skip
    found += [part(each.entry["file_name"], each.entry["file_name"], each.content)
              for each in added]  # fmt: skip
    return [*found, part(WHEEL, WHEEL, as_bytecode(wheel()[1]))]


def locked(lock: dict[str, Any], added: list[distribution.Package]) -> bytes:
    """Return the lock file with these packages in it, which the worker loads, each by its hash."""
    entries = {each.entry["name"]: dict(each.entry) for each in added}
    return json.dumps({**lock, "packages": entries}).encode()


def arrays(parts: Iterable[Part]) -> str:
    """Return the name of the array module that serves programs, for the page to say."""
    lock = next(json.loads(each.content) for each in parts if each.role == LOCK)
    numpy = lock["packages"].get("numpy")
    return f"NumPy {numpy['version']}" if numpy else "ndlist"


def version() -> str:
    """Return that of Pyodide."""
    text = (directory() / "vendor" / "LICENSES.txt").read_text(encoding="utf-8")
    found = re.search(r"^pyodide (\S+)$", text, re.MULTILINE)
    assert found
    return found[1]


@cache
def as_bytecode(content: bytes) -> bytes:
    """Return the wheel with bytecode in it; where nothing can make that, the wheel as it is.

    Bytecode is of one minor version. Where this Python is of another, the runtime itself makes it,
    under Node.
    """
    pyodide = directory() / "vendor" / "pyodide" / "pyodide.mjs"
    script = Path(__file__).with_name("templates") / "bytecode.mjs"
    node = shutil.which("node")
    if sys.version_info[:2] == PYTHON:
        command = [sys.executable, "-X", "no_debug_ranges", bytecode.__file__]
    elif node is not None:
        command = [node, str(script), str(pyodide), bytecode.__file__]
    else:
        return content
    maker = [PACKER, script.read_bytes(), version().encode(), command[0].encode()]
    with suppress(subprocess.CalledProcessError):
        return kept(lambda: converted(content, command), content, *maker)
    return content


def converted(content: bytes, command: list[str]) -> bytes:
    """Return what the command makes of a zip file; it is given both files and the shown folder."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "given.zip"), Path(folder, "made.zip")
        given.write_bytes(content)
        command = [*command, str(given), str(made), SHOWN]
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our script
        return made.read_bytes()


def part(role: str, name: str, content: bytes) -> Part:
    """Return a part under a name that changes with its content, so that it can be kept for ever.

    An archive of ours is not compressed, as servers and browsers do that faster than Python; but
    servers go by names, and take it that a zip file is.
    """
    return Part(role, hashed(name, content) + ".txt" * name.endswith(".zip"), content)


def hashed(name: str, content: bytes) -> str:
    """Return a file's name with a hash of its content before the suffix."""
    path = PurePosixPath(name)
    return f"{path.with_suffix('')}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"
