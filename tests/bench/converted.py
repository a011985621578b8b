"""What `panel convert` needs for a figure in the page: the files that its page names.

Its page takes them from hosts that no benchmark asks. Weighed is what is here: the scripts and
styles, in the installed packages of Bokeh and Panel, and Pyodide itself, of our version and not
of its. The wheels (Panel, Bokeh, NumPy, pandas and what they need) are not, so this is a lower
bound, of bytes alone: before Python has imported all of these nothing is drawn, and that cannot
be timed here.
"""

import re
import subprocess
import sys
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
BOKEH = re.compile(r"https://cdn\.bokeh\.org/bokeh/release/([\w-]+)-[\d.]+\.min\.js")
PANEL = re.compile(r"https://cdn\.holoviz\.org/panel/[\d.]+/dist/([^\"' <>]+\.(?:js|css))")


PYODIDE = ("pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs", "python_stdlib.zip")
NPM = Path(__file__).parents[2] / "node_modules" / "pyodide"


def weighed(folder):
    """Bytes with brotli of what its page needs and is here; how many scripts and styles are not."""
    (folder / "app.py").write_text(APP)
    command = [sys.executable, "-m", "panel", "convert", "app.py", "--to", "pyodide-worker"]
    subprocess.run([*command, "--out", "out"], cwd=folder, check=True, capture_output=True)
    page = (folder / "out" / "app.html").read_text()
    scripts = Path(settings.bokehjs_path()) / "js"
    named = [scripts / f"{name}.min.js" for name in BOKEH.findall(page)]
    named += [Path(panel.__file__).parent / "dist" / name for name in set(PANEL.findall(page))]
    here = [path for path in named if path.is_file()]
    wanted = [*here, *(NPM / name for name in PYODIDE)]
    return sum(len(brotli.compress(path.read_bytes())) for path in wanted), len(named) - len(here)
