"""The lessons: programs in cells that lie beside this file, in the order of their names.

A lesson's id is its file name without the number: `07_data_or_detach.py` is "data_or_detach". Its
first text cell has the title, as a heading, and under it what the lesson is about.

A lesson that contrasts two programs has them beside it: `07_data_or_detach.data.py` and
`07_data_or_detach.detach.py` are "data" and "detach".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gradwalk_ui.source import LANGUAGES, Cell, read

FOLDER = Path(__file__).parent
HEADING = re.compile(r"#\s+(?P<title>[^\n]+)\n*(?P<summary>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson, with its title and summary in each language."""

    id: str
    title: dict[str, str]
    summary: dict[str, str]
    source: str
    beside: tuple[tuple[str, str], ...]  # name and source of the two programs that it contrasts


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return all lessons in their order."""
    files = sorted(file for file in FOLDER.glob("[0-9]*.py") if "." not in file.stem)
    return tuple(_lesson(file) for file in files)


def lesson(wanted: str) -> Lesson | None:
    """Return the lesson of that id."""
    return next((each for each in lessons() if each.id == wanted), None)


def _lesson(file: Path) -> Lesson:
    source = file.read_text(encoding="utf-8")
    first = read(source, file.name).cells[0]
    heads = {language: _heading(first, language, file.name) for language in LANGUAGES}
    title = {language: head["title"].strip() for language, head in heads.items()}
    summary = {language: " ".join(head["summary"].split()) for language, head in heads.items()}
    others = sorted(FOLDER.glob(f"{file.stem}.*.py"))
    beside = [(other.stem.partition(".")[2], other.read_text(encoding="utf-8")) for other in others]
    return Lesson(file.stem.partition("_")[2], title, summary, source, tuple(beside))


def _heading(cell: Cell, language: str, name: str) -> re.Match[str]:
    found = HEADING.match(cell.text[language]) if cell.text else None
    if found is None:
        raise ValueError(f"lesson {name} starts with no title in {language!r}")
    return found
