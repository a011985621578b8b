"""Where the front end's files lie: beside the package's source, or inside an installed wheel.

The server answers for this one folder, so nothing may be put in it that is not public.
"""

import json
import re
from pathlib import Path

IMPORT = re.compile(r'^(?:import|export)\b[^"]*?\bfrom "(\.[^"]+)";', re.MULTILINE)
LATER = re.compile(r'(?:=>|await) import\("(\.[^"]+\.js)"\)')  # when something asks for it
_HERE = Path(__file__).resolve().parent


def directory() -> Path:
    """Return the folder that holds explorer.js and the catalogues."""
    for candidate in (_HERE / "static", _HERE.parents[1] / "static"):
        if (candidate / "explorer.js").is_file():
            return candidate
    raise FileNotFoundError("the front end's files are missing: no static/explorer.js")


def languages() -> dict[str, str]:
    """Return the languages of the page and their tags, English first: a catalogue is one."""
    files = sorted((directory() / "i18n").glob("*.json"), key=lambda file: file.stem != "en")
    return {file.stem: json.loads(file.read_bytes())["language.tag"] for file in files}


def modules_of(folder: Path, entry: str, *, later: bool = False) -> list[str]:
    """Return the modules that one imports, and so on, so that a page may ask for all at once.

    With `later` also those that it imports only when something asks for them.
    """
    found, waiting = [entry], [entry]
    while waiting:
        name = waiting.pop()
        text = (folder / name).read_text(encoding="utf-8")
        for wanted in IMPORT.findall(text) + (LATER.findall(text) if later else []):
            path = (folder / name).parent.joinpath(wanted).resolve()
            other = path.relative_to(folder.resolve()).as_posix()
            if other not in found:
                found.append(other)
                waiting.append(other)
    return found
