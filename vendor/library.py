"""Python's library as the browser gets it. Runs in the runtime itself, under Node."""

import io
import runpy
import zipfile
from pathlib import Path

FIRST = "encodings/"  # Python starts with this package alone; `sitecustomize` unpacks the others
WITHIN = "/lib/python314.zip/"  # before the names of the library's files, in tracebacks
# Modules of Pyodide's of which a page needs next to nothing, and which would import much.
STANDINS = Path("/vendor/standins")


def stood_in() -> None:
    """Write the library as it came, but for the modules that others stand in for."""
    standins = {path.relative_to(STANDINS).as_posix(): path for path in STANDINS.rglob("*.py")}
    with zipfile.ZipFile("/given.zip") as given, zipfile.ZipFile("/stood_in.zip", "w") as made:
        for name in given.namelist():
            other = standins.get(name)
            made.writestr(name, other.read_bytes() if other else given.read(name))


def pack(wanted: set[str]) -> None:
    """Write the small archive that Python starts with, and the packed one of all others wanted.

    For packages of others, which may import anything, there is the whole library too.
    """
    bytecode = runpy.run_path("/ui/gradwalk_ui/bytecode.py")
    first = {name for name in wanted if name.startswith(FIRST)}
    given = Path("/stood_in.zip").read_bytes()
    library = bytecode["compiled"](given, WITHIN, wanted - first)
    Path("/library.xz").write_bytes(bytecode["packed"](library))
    with zipfile.ZipFile("/first.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(io.BytesIO(bytecode["compiled"](given, WITHIN, first))) as made:
            for name in made.namelist():
                archive.writestr(made.getinfo(name), made.read(name), zipfile.ZIP_DEFLATED)
        add_start(archive)
    Path("/whole.zip").write_bytes(Path("/given.zip").read_bytes())
    with zipfile.ZipFile("/whole.zip", "a") as archive:
        add_start(archive)


def add_start(archive: zipfile.ZipFile) -> None:
    """Put in what Python imports while it starts."""
    entry = zipfile.ZipInfo("sitecustomize.py", (1980, 1, 1, 0, 0, 0))
    archive.writestr(entry, Path("/vendor/sitecustomize.py").read_bytes())
