"""Explorers in the pages that a course tool makes: what Sphinx and MkDocs have in common.

A program is recorded while the pages are made, so that readers see it drawn and play it with no
Python; the site's files, which all pages share, are put beside the pages once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from textwrap import dedent

import gradwalk

from gradwalk_ui import choices, cli, lessons, site
from gradwalk_ui.limits import Refused
from gradwalk_ui.static_files import directory

FOLDER = "gradwalk"  # of the site's files, beside the pages
PROGRAMS = f"{FOLDER}/programs"  # of the recorded programs
SUFFIXES = (".py", ".ipynb")
PICTURE = '<img src="{}" alt="" loading="lazy" style="max-width: 100%; max-height: 480px">'
STAMP = "built.txt"  # what a site's files were made of


class Unshown(ValueError):
    """Why there is no explorer: a reason and the line, of the file or text that holds the program.

    `file` is None where the program stands in the page itself; line 0 is that of the directive.
    """

    def __init__(self, reason: str, line: int = 0, file: Path | None = None) -> None:
        super().__init__(reason)
        self.line, self.file = line, file


@dataclass(frozen=True, slots=True)
class Shown:
    """An explorer for a page."""

    program: str  # in place of the explorer where there can be none
    attributes: Mapping[str, str]  # of the element
    files: Mapping[str, str] = field(default_factory=dict)  # file in PROGRAMS -> its content
    picture: str = ""  # the one of these that is shown until the explorer is


def lesson(name: str, attributes: Mapping[str, str]) -> Shown:
    """Return an explorer of a lesson."""
    found = lessons.lesson(name)
    if found is None:
        known = tuple(each.id for each in lessons.lessons())
        raise Unshown(f"there is no lesson {name!r}{choices.nearest(name, known, 'lessons')}")
    return Shown(found.source, {"lesson": name, **attributes})


def foreign(name: str, attributes: Mapping[str, str]) -> Shown:
    """Return an explorer of a lesson that a site of the author's own may have."""
    found = lessons.lesson(name)
    return Shown("" if found is None else found.source, {"lesson": name, **attributes})


def file(path: Path, attributes: Mapping[str, str]) -> Shown:
    """Return an explorer of the program in a file."""
    if path.suffix not in SUFFIXES:
        raise Unshown(f"{path.name} is no program: wanted are {' and '.join(SUFFIXES)}")
    try:
        text = cli.read(path).source
    except OSError as error:
        raise Unshown(f"{path}: {error.strerror or error}") from None
    except Refused as refused:
        raise Unshown(cli.message(refused), cli.line_of(refused.words), path) from None
    try:
        return program(text, attributes, path.name)
    except Unshown as unshown:
        raise Unshown(str(unshown), unshown.line, path) from None


def program(text: str, attributes: Mapping[str, str], name: str = "program.py") -> Shown:
    """Return an explorer of a program's text, recorded unless it is to run in the page."""
    text = dedent(text).strip("\n") + "\n"
    if not text.strip():
        raise Unshown("name a lesson or a file, or write a program")
    if "run" in attributes:
        return Shown(text, attributes)
    made = site.recorded_or_not(site.Own(name, text), set())
    if isinstance(made, site.Problem):
        raise Unshown(cli.reason_of(made), made.line)
    content = site.as_text(made.scene)
    scene = f"{hashlib.sha256(content.encode()).hexdigest()[:16]}.json"
    picture = scene.replace(".json", ".svg")
    files = {scene: content, picture: site.picture(made)}
    return Shown(made.scene["source"], {"scene": scene, **attributes}, files, picture)


def element(shown: Shown, beside: str, at: str | None = None) -> str:
    """Return the HTML of an explorer.

    `beside` is the way from the page to where FOLDER is, `at` the address of a site of the
    author's own, in place of the files there.
    """
    attributes = {"theme": "page", **shown.attributes}
    if "scene" in attributes:
        attributes["scene"] = f"{beside}{PROGRAMS}/{attributes['scene']}"
    written = "".join(
        f' {name}="{escape(value)}"' if value else f" {name}" for name, value in attributes.items()
    )
    script = f"{at.rstrip('/')}/{site.ELEMENT}" if at else f"{beside}{FOLDER}/{site.ELEMENT}"
    content = escape(shown.program) if "run" in attributes else code(shown.program)
    if shown.picture:
        content = PICTURE.format(f"{beside}{PROGRAMS}/{shown.picture}") + content
    return (
        f'<script type="module" src="{escape(script)}"></script>\n'
        f'<grad-walk style="display: block; margin: 1.5em 0"{written}>{content}</grad-walk>\n'
    )


def code(program: str) -> str:
    """Return a program as HTML."""
    return f"<pre><code>{escape(program)}</code></pre>"


def put_site(folder: Path) -> None:
    """Put the site's files into a folder, unless they are there and up to date."""
    stamp = folder / STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != fingerprint():
        site.build(folder)
        stamp.write_text(fingerprint(), encoding="utf-8")


def put_programs(folder: Path, files: Mapping[str, str]) -> None:
    """Put the recorded programs beside the pages, and remove those that are on none."""
    target = folder / PROGRAMS
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = target / name
        if not path.is_file():
            path.write_text(content, encoding="utf-8")
    for path in target.iterdir():
        if path.name not in files:
            path.unlink()


@cache
def fingerprint() -> str:
    """Return a hash of all that a site and a recording are made of."""
    digest = hashlib.sha256()
    folders = (Path(gradwalk.__file__).parent, Path(__file__).parent, directory())
    for path in sorted({path for each in folders for path in each.rglob("*") if path.is_file()}):
        if "__pycache__" not in path.parts:
            digest.update(json.dumps([path.name]).encode() + path.read_bytes())
    return digest.hexdigest()
