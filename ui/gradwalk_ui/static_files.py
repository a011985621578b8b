"""Where the front end's files lie: beside the package's source, or inside an installed wheel.

The server answers for this one folder, so nothing may be put in it that is not public.
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def directory() -> Path:
    """Return the folder that holds explorer.js and the catalogues."""
    for candidate in (_HERE / "static", _HERE.parents[1] / "static"):
        if (candidate / "explorer.js").is_file():
            return candidate
    raise FileNotFoundError("the front end's files are missing: no static/explorer.js")
