"""Python's library as the browser gets it. Runs in the runtime itself, under Node."""

import runpy
import zipfile
from pathlib import Path

WITHIN = "/lib/python314.zip/"  # before the names of the library's files, in tracebacks
# Modules of Pyodide's of which a page needs next to nothing, and which would import much.
STANDINS = Path("/vendor/standins")
START = "sitecustomize.py"  # Python imports it while it starts


def stood_in() -> None:
    """Write the library as it came, but for the modules that others stand in for."""
    standins = {path.relative_to(STANDINS).as_posix(): path for path in STANDINS.rglob("*.py")}
    with zipfile.ZipFile("/given.zip") as given, zipfile.ZipFile("/stood_in.zip", "w") as made:
        for name in given.namelist():
            other = standins.get(name)
            made.writestr(name, other.read_bytes() if other else given.read(name))
        made.writestr(START, Path("/vendor", START).read_bytes())


def pack(wanted: set[str]) -> None:
    """Write the archive of what is wanted, not compressed: see `compressed.py`."""
    bytecode = runpy.run_path("/ui/gradwalk_ui/bytecode.py")
    given = Path("/stood_in.zip").read_bytes()
    Path("/library.zip").write_bytes(bytecode["compiled"](given, WITHIN, wanted | {START}))
