"""Read a program: a plain script, a script in cells (`# %%`), or a Jupyter notebook.

All three become one source text and the lines its cells span; lines are counted in that text
everywhere after. A notebook, as a file or as what is copied from its page, is turned into a script
in cells first.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

from gradwalk_ui import pasted
from gradwalk_ui.limits import LONGEST_FILE, LONGEST_SOURCE, MOST_CELLS, Refused

MARKER = re.compile(r"#\s*%%(?P<rest>.*)")
TEXT = re.compile(
    r"""\s*\[(?P<kind>markdown|md|question)\]\s*(?:.*?\blang\s*=\s*["'](?P<language>\w+)["'])?"""
)
BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|([\[\]{}])')  # those outside of strings
DEEPEST = 100  # of brackets in a notebook
MAGIC = re.compile(r"\s*(?:%%?[A-Za-z]|!)")  # what only IPython understands
LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Cell:
    """A span of lines of the source: code, or a text or a question in each language."""

    kind: str  # "code", "text" or "question"
    first: int  # 1-based, both inclusive
    last: int
    text: Mapping[str, str] | None = None  # {"en": ..., "zh": ...} where it is not code


@dataclass(frozen=True, slots=True)
class Program:
    """A source text and its cells; a cell's number is its index."""

    source: str
    cells: tuple[Cell, ...]
    name: str = "program.py"  # as tracebacks call it
    in_cells: bool = False  # whether the values of last expressions belong to its output

    def code(self, cell: Cell) -> str:
        """Return the lines of one cell."""
        return "\n".join(self.source.split("\n")[cell.first - 1 : cell.last])


def read(text: str, name: str = "program.py") -> Program:
    """Return the program in a file's text, whichever of the three forms it has."""
    if len(text) > LONGEST_FILE:
        raise Refused("program.too_long", count=len(text), most=LONGEST_FILE)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    script = text == "\n" or text.startswith("# %%")  # one that was made of a notebook before
    notebook = _looks_like_notebook(text) or (name.endswith(".ipynb") and not script)
    if notebook:
        text = _from_notebook(text)
    elif len(text) <= LONGEST_SOURCE and pasted.is_pasted(text):
        text = pasted.script(text)
    if len(text) > LONGEST_SOURCE:
        line = text.count("\n", 0, LONGEST_SOURCE) + 1
        raise Refused("program.too_long", count=len(text), most=LONGEST_SOURCE, line=line)
    odd = re.search("[\0\ud800-\udfff]", text)
    if odd is not None:
        raise Refused("program.not_text", line=text.count("\n", 0, odd.start()) + 1)
    cells, marked = split(text)
    if len(cells) > MOST_CELLS:
        raise Refused("program.too_many_cells", count=len(cells), most=MOST_CELLS)
    return Program(text, cells, name, in_cells=notebook or marked)


def split(source: str) -> tuple[tuple[Cell, ...], bool]:
    """Return the cells, and whether the source has any marker of a cell."""
    lines = source.split("\n")
    found = [(start, MARKER.match(line)) for start, line in enumerate(lines)]
    markers = [(start, marker["rest"]) for start, marker in found if marker is not None]
    bounds = [*(start for start, _ in markers), len(lines)]
    cells: list[Cell] = []
    if not markers or any(line.strip() for line in lines[: bounds[0]]):
        cells.append(Cell("code", 1, bounds[0]))
    for (start, rest), end in zip(markers, bounds[1:], strict=True):
        text = TEXT.match(rest)
        if text is None:
            cells.append(Cell("code", start + 1, end))
        else:
            content = _markdown(lines[start + 1 : end])
            language = text["language"]
            known = [language] if language in LANGUAGES else LANGUAGES
            kind = "question" if text["kind"] == "question" else "text"
            cell = Cell(kind, start + 1, end, dict.fromkeys(known, content))
            cells = _with_text(cells, cell)
    return tuple(_in_every_language(cell) for cell in cells), bool(markers)


def _with_text(cells: list[Cell], cell: Cell) -> list[Cell]:
    """Return the cells and a text; the same text in another language joins the cell before it."""
    before = cells[-1] if cells else None
    if before is None or before.text is None or cell.text is None or before.kind != cell.kind:
        return [*cells, cell]
    if before.text.keys() & cell.text.keys():
        return [*cells, cell]
    texts = {**before.text, **cell.text}
    return [*cells[:-1], Cell(cell.kind, before.first, cell.last, texts)]


def _in_every_language(cell: Cell) -> Cell:
    """Return the cell, its text repeated for the languages that have none."""
    if cell.text is None:
        return cell
    some = next(iter(cell.text.values()))
    text = {language: cell.text.get(language, some) for language in LANGUAGES}
    return Cell(cell.kind, cell.first, cell.last, text)


def _markdown(lines: list[str]) -> str:
    """Return a text cell's text: its lines without the comment signs."""
    text = "\n".join(lines).strip()
    if text.startswith('"""'):
        return text.removeprefix('"""').removesuffix('"""').strip()
    return re.sub(r"^# ?", "", text, flags=re.MULTILINE).strip()


def _looks_like_notebook(text: str) -> bool:
    return text.lstrip()[:1] == "{" and '"cells"' in text and '"nbformat"' in text


def _nests_too_deep(text: str) -> bool:
    """Tell whether brackets nest deeper than in any notebook.

    In a browser the interpreter dies of reading them, where elsewhere it would raise.
    """
    depth = deepest = 0
    for bracket in filter(None, BRACKETS.findall(text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def _from_notebook(text: str) -> str:
    """Return the script in cells that says the same as a notebook's file."""
    if _nests_too_deep(text):
        raise Refused("program.notebook_broken", line=1)
    try:
        notebook = json.loads(text)
    except ValueError as error:
        raise Refused("program.notebook_broken", line=getattr(error, "lineno", 1)) from None
    blocks = []
    for cell in _cells_of(notebook):
        kind, source = cell.get("cell_type"), cell.get("source", cell.get("input", ""))
        if isinstance(source, list):
            source = "".join(str(piece) for piece in source)
        if not isinstance(source, str):
            raise Refused("program.notebook_broken", line=1)
        if kind == "code":
            blocks.append("# %%\n" + _without_magic(source))
        elif kind in ("markdown", "heading", "raw"):
            commented = "\n".join(f"# {line}".rstrip() for line in source.split("\n"))
            blocks.append("# %% [markdown]\n" + commented)
    return "\n\n".join(block.rstrip("\n") for block in blocks) + "\n"


def _cells_of(notebook: object) -> list[Mapping[str, object]]:
    """Return the cells of a notebook of version 4, or of version 3 with its worksheets."""
    cells: object = None
    if isinstance(notebook, dict):
        cells = notebook.get("cells")
        sheets = notebook.get("worksheets")
        if cells is None and isinstance(sheets, list) and sheets and isinstance(sheets[0], dict):
            cells = sheets[0].get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise Refused("program.notebook_no_cells", line=1)
    return cells


def _without_magic(code: str) -> str:
    """Return the code with lines that only IPython understands made comments."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are for when the cell runs
        try:
            ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            lines = code.split("\n")
            return "\n".join(f"# {line}" if MAGIC.match(line) else line for line in lines)
    return code
