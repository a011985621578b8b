"""Where the front end's files lie: beside the package's source, or inside an installed wheel.

The server answers for this one folder, so nothing may be put in it that is not public.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^(?:import|export)\b[^"]*?\bfrom "(\.[^"]+)";', re.MULTILINE)
_HERE = Path(__file__).resolve().parent


def directory() -> Path:
    """Return the folder that holds explorer.js and the catalogues."""
    for candidate in (_HERE / "static", _HERE.parents[1] / "static"):
        if (candidate / "explorer.js").is_file():
            return candidate
    raise FileNotFoundError("the front end's files are missing: no static/explorer.js")


def modules_of(folder: Path, entry: str) -> list[str]:
    """Return the modules that one imports, and so on, so that a page may ask for all at once."""
    found, waiting = [entry], [entry]
    while waiting:
        name = waiting.pop()
        text = (folder / name).read_text(encoding="utf-8")
        for wanted in IMPORT.findall(text):
            path = (folder / name).parent.joinpath(wanted).resolve()
            other = path.relative_to(folder.resolve()).as_posix()
            if other not in found:
                found.append(other)
                waiting.append(other)
    return found
