"""Our engine for other people's Pyodide: its wheel, and a lock file in which that stands.

    python vendor/client.py FOLDER

With `loadPyodide({lockFileContents, packageBaseUrl})` of the folder `loadPackage("gradwalk")` finds
the wheel, and a browser takes it only if its hash is that of the lock file. `pyodide lockfile`
writes that.
"""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from gradwalk_ui.client_wheel import wheel
from gradwalk_ui.static_files import directory

LOCK = "pyodide-lock.json"


def main(folder: Path) -> None:
    """Write both into a folder."""
    command = shutil.which("pyodide", path=sysconfig.get_path("scripts"))
    if command is None:
        sys.exit("no `pyodide` command: it needs Python 3.12 or newer (CONTRIBUTING.md says why)")
    folder.mkdir(parents=True, exist_ok=True)
    name, content = wheel()
    (folder / name).write_bytes(content)
    shutil.copy(directory() / "vendor" / "pyodide" / LOCK, folder / LOCK)
    adds = [command, "lockfile", "add-wheels", "--input", LOCK, "--output", LOCK]
    subprocess.run([*adds, "--base-path", ".", name], cwd=folder, check=True)  # noqa: S603 - found above


if __name__ == "__main__":
    main(Path(sys.argv[1]))
