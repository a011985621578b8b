"""What `panel convert` needs for a figure in the page: the files that its page names, and time.

Its page takes them from hosts that no benchmark asks. Those that are here are put where the page
finds them: the scripts and styles, from the installed packages of Bokeh and Panel, and Pyodide of
the page's own version, where `peers/install.py` could have it (else ours is weighed, and nothing
timed). The wheels that Python then fetches (Panel, Bokeh, NumPy, pandas and what they need) are
not here, and some are on no package index at all. So bytes and time are lower bounds: the time is
until Pyodide has started and asks for the first of them, when nothing is drawn yet.
"""

import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import brotli
import panel
from bokeh.settings import settings

APP = """\
import panel as pn
from bokeh.plotting import figure
plot = figure()
plot.rect([1, 2], [1, 2], 1, 1)
pn.pane.Bokeh(plot).servable()
"""
ADDRESS = re.compile(r"https://([\w.-]+/[^\"'` <>)]+\.(?:js|css))")
BOKEH = re.compile(r"cdn\.bokeh\.org/bokeh/release/([\w-]+)-[\d.]+\.min\.js")
PANEL = re.compile(r"cdn\.holoviz\.org/panel/[\d.]+/dist/(.+)")
STARTED = re.compile(r"(.+/)pyodide\.js")  # the others lie beside it

PYODIDE = ("pyodide.asm.wasm", "pyodide.asm.js", "pyodide.asm.mjs", "pyodide.js",
           "python_stdlib.zip", "pyodide-lock.json")  # fmt: skip
ROOT = Path(__file__).parents[2]
ITS_OWN = ROOT / ".venv" / "pyodide" / "node_modules" / "pyodide"
OURS = ROOT / "node_modules" / "pyodide"


@dataclass(frozen=True)
class Converted:
    """The page, in a folder, with all that is here."""

    page: str  # its path in the folder
    size: int  # bytes of its files, with brotli
    missing: int  # scripts and styles that are not here
    starts: bool  # whether its Pyodide is


def converted(folder):
    """Make the page."""
    (folder / "app.py").write_text(APP)
    command = [sys.executable, "-m", "panel", "convert", "app.py", "--to", "pyodide-worker"]
    subprocess.run([*command, "--out", "out"], cwd=folder, check=True, capture_output=True)
    out = folder / "out"
    wanted, size = {}, 0
    for name in ("app.html", "app.js"):
        text = (out / name).read_text()
        wanted.update(files(text))
        (out / name).write_text(ADDRESS.sub(r"host/\1", text))
    here = {target: path for target, path in wanted.items() if path.is_file()}
    for target, path in here.items():
        put = out / "host" / target
        put.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, put)
        size += len(brotli.compress(path.read_bytes()))
    missing = sum(not target.endswith(PYODIDE) for target in wanted.keys() - here.keys())
    return Converted("out/app.html", size, missing, ITS_OWN.is_dir())


def files(text):
    """Where the files are here that a text of the page names, by their addresses."""
    found = {}
    for address in ADDRESS.findall(text):
        if bokeh := BOKEH.fullmatch(address):
            found[address] = Path(settings.bokehjs_path()) / "js" / f"{bokeh[1]}.min.js"
        elif ours := PANEL.fullmatch(address):
            found[address] = Path(panel.__file__).parent / "dist" / ours[1]
        elif beside := STARTED.fullmatch(address):
            folder = ITS_OWN if ITS_OWN.is_dir() else OURS
            found.update({f"{beside[1]}{name}": folder / name for name in PYODIDE})
    return found


def until_started(browser, address, asked):
    """Seconds until its Pyodide has started, and asks for the first package; `asked` are those."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    asked.clear()
    start = time.perf_counter()
    page.goto(address)
    while not asked:
        time.sleep(0.01)  # and no word with the browser, which has enough to do
    context.close()
    return asked[0] - start
