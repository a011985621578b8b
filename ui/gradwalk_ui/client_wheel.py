"""The wheel that the browser's Python gets: the engine and what `session` needs, and nothing else.

It holds no front end, nothing of the server and of building, and no third party's code; the same
sources give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import gradwalk

from gradwalk_ui import bytecode

# Of gradwalk_ui: what is of the server, of the command and of this build stays at home.
AT_HOME = {
    "app", "asked", "bytecode", "choices", "cli", "client_wheel", "compressed", "confine",
    "course", "distribution", "dot", "export", "figure", "kept_files", "mermaid", "mkdocs",
    "moment", "notebook", "outline", "pages", "raster", "runtime", "sandbox", "sheet", "site",
    "sphinx", "static_files", "svg", "takeaway", "text", "torch_bridge", "worker",
}  # fmt: skip


def wheel() -> tuple[str, bytes]:
    """Return the wheel's file name and content."""
    number = installed_version()
    info = f"gradwalk-{number}.dist-info"
    files = dict(sources())
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: gradwalk\nVersion: {number}\n".encode()
    )
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: gradwalk\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    rows = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,\n"]).encode()
    return f"gradwalk-{number}-py3-none-any.whl", bytecode.zipped(files)


def installed_version() -> str:
    """Return the version of this gradwalk; one that runs from its sources uninstalled has none."""
    try:
        return version("gradwalk")
    except PackageNotFoundError:
        return "0+source"


def sources() -> Iterator[tuple[str, bytes]]:
    """Yield the path in the wheel and the content of each file."""
    for folder in (Path(gradwalk.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(folder.parent).as_posix()
            top, _, rest = name.partition("/")
            if path.stem[0].isdigit():  # a lesson: its picture is on the site
                continue
            if top != "gradwalk_ui" or rest.removesuffix(".py").partition("/")[0] not in AT_HOME:
                yield name, path.read_bytes()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
