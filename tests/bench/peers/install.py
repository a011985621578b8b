"""Install the group `peers` of pyproject.toml, one by one: what cannot be had here is left out.

Into .venv/pyodide comes the Pyodide that `panel convert` uses. tinygrad compiles with clang,
Debian's package of which is fetched where root may.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def install_pyodide():
    """Have Pyodide as the pages of `panel convert` want it: bench_site.py times its start."""
    from panel.io.convert import PYODIDE_VERSION  # noqa: PLC0415 - slow to import

    wanted = f"pyodide@{PYODIDE_VERSION.removeprefix('v')}"
    folder = str(PROJECT.parent / ".venv" / "pyodide")
    command = ["npm", "install", "--prefix", folder, "--ignore-scripts", "--silent", wanted]
    if subprocess.run(command, check=False).returncode:
        print(f"{wanted} cannot be installed here: its start is not timed")


def main():
    for wanted in tomllib.loads(PROJECT.read_text(encoding="utf-8"))["dependency-groups"]["peers"]:
        command = [sys.executable, "-m", "pip", "install", "--quiet", wanted]
        if subprocess.run(command, check=False).returncode:
            print(f"{wanted} cannot be installed here: the table will say so")
    install_pyodide()
    if not shutil.which("clang") and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "clang"]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
