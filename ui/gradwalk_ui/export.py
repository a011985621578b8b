"""One program as one HTML file that plays anywhere: from a disk, in a mail, with no network.

Modules cannot be fetched from a disk, so all are in the file, as `data:` addresses in an import
map; the policy in it lets the page reach nothing else.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

from gradwalk_ui import figure, pages, session, site
from gradwalk_ui.answer import Reply, answer
from gradwalk_ui.source import LANGUAGES
from gradwalk_ui.static_files import IMPORT, LATER, directory, languages, modules_of

ENTRY = "exported.js"
STYLE = re.compile(r'"([\w/]+\.css)"')  # as a module names one
KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
MOST_PICTURED = 2_500  # nodes, beyond which a picture of all of them is megabytes
WHOLE_PAGE = {"hide": ["lessons"], "focus": True}


def comparison(a: site.Own, b: site.Own) -> str | site.Problem:
    """Return the HTML file of two programs beside one another, or why there is none."""
    names = [Path(each.name).name for each in (a, b)]
    one, two = (
        {"source": each.source, "name": name} for each, name in zip((a, b), names, strict=True)
    )
    reply = session.handle({"kind": "compare", "a": one, "b": two}, answer)
    if reply["kind"] == "refused":
        return site.Problem(b.name, reply["reason"]["args"].get("line", 1), reply["reason"])
    title = dict.fromkeys(LANGUAGES, " | ".join(names))
    made = site.Recorded("comparison", title, dict.fromkeys(LANGUAGES, ""), reply["scene"])
    return page_of(made, WHOLE_PAGE)


def page_of(made: site.Recorded, shown: Mapping[str, object]) -> str:
    """Return the HTML file of a program; `shown` are options of `mountExplorer`."""
    return pages.exported(
        title=made.title["en"],
        styles=read("page.css"),
        modules={"imports": import_map()},
        entry=name_of(ENTRY),
        settings=settings(made, shown),
        picture=picture_of(made),
    )


def picture_of(made: site.Recorded) -> str:
    """Return what stands where no script runs: the graph, or that it is too large for that."""
    if len(made.scene["nodes"]) <= MOST_PICTURED:
        return site.picture(made)
    return f"<p>{pages.catalogues()['en']['limit.scene']}</p>"


def packed(made: site.Recorded, shown: Mapping[str, object]) -> str:
    """Return the same page at a third of its size: it unpacks itself in the browser."""
    parts = {
        "styles": read("page.css"),
        "modules": {name_of(name): text for name, text in modules().items()},
        "entry": name_of(ENTRY),
        "settings": json.dumps(settings(made, shown), ensure_ascii=False, allow_nan=False),
    }
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    text = base64.b64encode(gzip.compress(content, mtime=0)).decode()
    return pages.packed(title=made.title["en"], packed=text)


def settings(made: site.Recorded, shown: Mapping[str, object]) -> Reply:
    """Return what the page's module reads."""
    lesson = {"id": made.id, "title": made.title, "summary": made.summary, "scene": ""}
    return {
        "figure": figure.item(),
        "lesson": lesson,
        "scene": made.scene,
        "answers": list(made.answers),
        "shown": dict(shown),
    }


def import_map() -> dict[str, str]:
    """Return all modules under names that do not depend on where the page lies."""
    return {name_of(name): data_url(name, text) for name, text in modules().items()}


@cache
def modules() -> dict[str, str]:
    """Return the text of all modules of the page, by their names in the front end."""
    found = {name: module(name) for name in modules_of(directory(), ENTRY, later=True)}
    styles = {name for text in found.values() for name in STYLE.findall(text)}
    files = [*sorted(styles), *(f"i18n/{language}.json" for language in languages())]
    urls = json.dumps({name: data_url(name, read(name)) for name in files})
    found["files.js"] = f"const urls = {urls}; export const fileUrl = (name) => urls[name];"
    return found


def module(name: str) -> str:
    """Return a module that asks for its neighbours by the names of the import map."""

    def by_name(found: re.Match[str]) -> str:
        target = (Path("/") / name).parent.joinpath(found[1])
        parts: list[str] = []
        for part in target.parts[1:]:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return found[0].replace(f'"{found[1]}"', f'"{name_of("/".join(parts))}"')

    return LATER.sub(by_name, IMPORT.sub(by_name, read(name)))


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
