"""Where the Chromium is that the tests drive.

`CHROMIUM` in the environment names one; else the usual names and places are tried. Run as a program
with --install it fetches Debian's package where there is none and apt-get may be used.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# What Playwright turns off, whose place a list of ours takes, and the two pages of the address
# bar that each new window loads. They take a processor for a second and a half while the page under
# test is on its way, which a reader's window has long behind it.
OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,"
    "GlobalMediaControls,HttpsUpgrades,LensOverlay,MediaRouter,PaintHolding,AutoDeElevate,Translate,"
    "ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,OptimizationHints,"
    "AvoidCorsURLLoaderRestartOnRedirect,NetworkTimeServiceQuerying,AimEnabled,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
# A page under test asks nobody but our server; the browser itself should not either.
FLAGS = (
    f"--disable-features={OFF}",
    "--no-sandbox",  # root has no sandbox, as in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The tests start Python in the page a hundred times and never run it for long: compiling it again
# for speed costs more than it saves. Benchmarks have the browser as readers have it.
TEST_FLAGS = (*FLAGS, "--js-flags=--liftoff-only")


def find():
    """The browser's path, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((place for place in PLACES if Path(place).exists()), None)


def install():
    """Install Debian's Chromium, with fonts that can show Chinese, where root may."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit("no Chromium found: install Chromium or Chrome, or set CHROMIUM to its path")
    packages = ["chromium", "fonts-noto-cjk"]
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--install"] and find() is None:
        install()
    sys.stdout.write(f"{find()}\n")
