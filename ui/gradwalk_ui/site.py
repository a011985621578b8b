"""Build the static site: every lesson with its scene made beforehand, and no Python behind it.

`python -m gradwalk_ui.site FOLDER`. Any web server can show the folder, under any path.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from gradwalk_ui import figure, session
from gradwalk_ui.answer import answer
from gradwalk_ui.static_files import directory


def build(folder: Path) -> None:
    """Write the site into a folder, in place of what an earlier build left there."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(directory(), folder / "static", dirs_exist_ok=True)
    shutil.copy(directory() / "site.html", folder / "index.html")
    shutil.copy(figure.bokehjs(), folder / "bokeh.min.js")
    write(folder / "figure.json", figure.item())
    write(folder / "lessons.json", recordings())


def recordings() -> list[dict[str, object]]:
    """Return each lesson with its scene, as the page's recorded backend takes them."""
    listed = session.handle({"kind": "lessons"})["lessons"]
    assert isinstance(listed, list)
    replies = [session.handle({"kind": "lesson", "id": each["id"]}, answer) for each in listed]
    return [{"lesson": reply["lesson"], "scene": reply["scene"]} for reply in replies]


def write(file: Path, content: object) -> None:
    """Write a file of JSON."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
