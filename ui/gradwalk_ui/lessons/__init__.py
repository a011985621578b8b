"""The lessons: programs in cells that lie beside this file, in the order of their names.

A lesson's id is its file name without the number: `07_data_or_detach.py` is "data_or_detach". Its
first text cell has the title, as a heading, and under it what the lesson is about.
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


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return all lessons in their order."""
    return tuple(_lesson(file) for file in sorted(FOLDER.glob("[0-9]*.py")))


def lesson(wanted: str) -> Lesson | None:
    """Return the lesson of that id."""
    return next((each for each in lessons() if each.id == wanted), None)


def _lesson(file: Path) -> Lesson:
    source = file.read_text(encoding="utf-8")
    first = read(source, file.name).cells[0]
    heads = {language: _heading(first, language, file.name) for language in LANGUAGES}
    title = {language: head["title"].strip() for language, head in heads.items()}
    summary = {language: " ".join(head["summary"].split()) for language, head in heads.items()}
    return Lesson(file.stem.partition("_")[2], title, summary, source)


def _heading(cell: Cell, language: str, name: str) -> re.Match[str]:
    found = HEADING.match(cell.text[language]) if cell.text else None
    if found is None:
        raise ValueError(f"lesson {name} starts with no title in {language!r}")
    return found
