"""One program as one HTML file that plays anywhere: from a disk, in a mail, with no network.

Modules cannot be fetched from a disk, so all are in the file, as `data:` addresses in an import
map; the policy in it lets the page reach nothing else.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from urllib.parse import quote

from gradwalk_ui import figure, pages, site
from gradwalk_ui.answer import Reply
from gradwalk_ui.static_files import IMPORT, directory, modules_of

ENTRY = "exported.js"
FILES = ("explorer.css", "i18n/en.json", "i18n/zh.json")
KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json"}


def page(program: site.Own) -> str | site.Problem:
    """Return the HTML file of a program, or why there is none."""
    made = site.recorded_or_not(program, set())
    if isinstance(made, site.Problem):
        return made
    lesson: Reply = {"id": made.id, "title": made.title, "summary": made.summary, "scene": ""}
    return pages.exported(
        title=made.title["en"],
        bokeh=figure.bokehjs().read_text(encoding="utf-8"),
        styles=(directory() / "page.css").read_text(encoding="utf-8"),
        modules={"imports": import_map()},
        entry=name_of(ENTRY),
        settings={"figure": figure.item(), "lesson": lesson, "scene": made.scene},
    )


def import_map() -> dict[str, str]:
    """Return all modules under names that do not depend on where the page lies."""
    found = {name: module(name) for name in modules_of(directory(), ENTRY)}
    urls = json.dumps({name: data_url(name, read(name)) for name in FILES})
    found["files.js"] = f"const urls = {urls}; export const fileUrl = (name) => urls[name];"
    return {name_of(name): data_url(name, text) for name, text in found.items()}


def module(name: str) -> str:
    """Return a module that asks for its neighbours by the names of the import map."""

    def by_name(found: re.Match[str]) -> str:
        target = (Path("/") / name).parent.joinpath(found[1])
        parts: list[str] = []
        for part in target.parts[1:]:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return found[0].replace(f'"{found[1]}"', f'"{name_of("/".join(parts))}"')

    return IMPORT.sub(by_name, read(name))


def name_of(module: str) -> str:
    """Return the name of a module in the import map."""
    return f"gradwalk/{module}"


def read(name: str) -> str:
    """Return the text of a file of the front end."""
    return (directory() / name).read_text(encoding="utf-8")


def data_url(name: str, text: str) -> str:
    """Return an address that holds the text itself, in the shorter of its two forms."""
    kind = KINDS[Path(name).suffix]
    coded = base64.b64encode(text.encode()).decode()
    plain = quote(text, safe=" !#$&'()*+,-./:;=?@[]^_`{|}~")
    if len(plain) < len(coded) and "#" not in plain:
        return f"data:{kind};charset=utf-8,{plain}"
    return f"data:{kind};charset=utf-8;base64,{coded}"
