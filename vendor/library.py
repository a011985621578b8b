"""Python's library as the browser gets it. Runs in the runtime itself, under Node.

In it is what this Python has imported by the time that it can answer a request, and what our
sources import later. A program may import no more than that: see `allowed.py`.
"""

import ast
import io
import runpy
import sys
import zipfile
from pathlib import Path

OURS = ("/core/gradwalk", "/ui/gradwalk_ui")
WITHIN = "python314.zip/"  # before the names of the library's files
FIRST = "encodings/"  # Python starts with this package alone; `sitecustomize` unpacks the others
# What the library imports late, by itself.
LATE = (
    "_strptime", "calendar", "difflib", "linecache", "tokenize", "tracemalloc", "unicodedata",
    "encodings.cp437", "encodings.unicode_escape", "encodings.raw_unicode_escape",
    "encodings.utf_16", "encodings.utf_16_le", "encodings.utf_32", "encodings.utf_8_sig",
)  # fmt: skip
# What the library imports if it is there, and no program comes to use.
NEVER = ("bz2", "compression", "lzma", "ssl")


def used() -> set[str]:
    """Return the files of the library that are wanted."""
    sys.path[:0] = [str(Path(each).parent) for each in OURS]
    __import__("gradwalk_ui.browser")
    for name in (*LATE, *sorted(named())):
        try:
            __import__(name)
        except ImportError:
            print(f"the runtime has no {name}")
    specs = [getattr(each, "__spec__", None) for each in sys.modules.values()]
    origins = [getattr(each, "origin", None) or "" for each in specs]
    files = {each.partition(WITHIN)[2] for each in origins if WITHIN in each}
    return {each for each in files if each.removesuffix(".py").split("/")[0] not in NEVER}


def named() -> set[str]:
    """Return the modules of the library that our sources import, be it late."""
    at_home = literal(Path("/ui/gradwalk_ui/client_wheel.py"), "AT_HOME")
    found = set()
    for path in (path for folder in OURS for path in Path(folder).rglob("*.py")):
        if path.stem in at_home or path.stem[0].isdigit():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return {name for name in found if name.partition(".")[0] in sys.stdlib_module_names}


def literal(path: Path, name: str) -> set[str]:
    """Return the set that a module gives a name, without importing it."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    raise LookupError(f"no {name} in {path}")


def main() -> None:
    """Write the small archive that Python starts with, and the packed one of all the others.

    For packages of others, which may import anything, there is the whole library too.
    """
    bytecode = runpy.run_path("/ui/gradwalk_ui/bytecode.py")
    wanted = used()
    first = {name for name in wanted if name.startswith(FIRST)}
    given, prefix = Path("/given.zip").read_bytes(), f"/lib/{WITHIN}"
    library = bytecode["compiled"](given, prefix, wanted - first)
    Path("/library.xz").write_bytes(bytecode["packed"](library))
    with zipfile.ZipFile("/first.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(io.BytesIO(bytecode["compiled"](given, prefix, first))) as made:
            for name in made.namelist():
                archive.writestr(made.getinfo(name), made.read(name), zipfile.ZIP_DEFLATED)
        add_start(archive)
    Path("/whole.zip").write_bytes(given)
    with zipfile.ZipFile("/whole.zip", "a") as archive:
        add_start(archive)


def add_start(archive: zipfile.ZipFile) -> None:
    """Put in what Python imports while it starts."""
    entry = zipfile.ZipInfo("sitecustomize.py", (1980, 1, 1, 0, 0, 0))
    archive.writestr(entry, Path("/vendor/sitecustomize.py").read_bytes())


main()
