"""Where the Firefox is that test_firefox.py drives, if there is one.

`FIREFOX` in the environment names one. Run as a program with --install it fetches Debian's package.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("firefox-esr", "firefox")


def find():
    """The browser's path, or None."""
    return os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)


def install():
    """Install Debian's Firefox, where root may."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit("no Firefox found: install one, or set FIREFOX to its path")
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "firefox-esr"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if sys.argv[1:] == ["--install"] and find() is None:
        install()
    sys.stdout.write(f"{find()}\n")
