"""The explorer in a notebook: `explore(...)`, and the cell magic `%%gradwalk`.

What is shown is a page of its own within the output, recorded and compressed: it needs no
extension, no network and no kernel, and is still there when the notebook is saved and opened
anywhere else.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from gradwalk_ui import asked, choices, cli, export, lessons, program, scene, site
from gradwalk_ui.limits import OWN_FILE, Refused

HIDDEN = "header lessons inspector choices questions"
SUFFIXES = (".py", ".ipynb")
AT_MOST = 1.0  # seconds for answers that are recorded with a program


class Explorer:
    """A scene as a notebook shows it; `save` writes it as a page of its own."""

    def __init__(self, made: site.Recorded, **how: Any) -> None:
        self.made = made
        given = {
            name: value for name, value in how.items() if value is not None and value is not False
        }
        self.how = {
            name: choices.checked(name, "" if value is True else str(value))
            for name, value in ({"hide": HIDDEN, "height": "560px"} | given).items()
        }

    def save(self, file: str | PathLike[str]) -> None:
        """Write one HTML file that plays anywhere."""
        Path(file).write_text(export.page_of(self.made, export.WHOLE_PAGE), encoding="utf-8")

    def shown(self) -> dict[str, object]:
        """Return the options of the page's `mountExplorer`."""
        how = self.how
        return {
            "embedded": True,
            "hide": how["hide"].split(),
            "autoplay": "autoplay" in how,
            "moment": int(how["moment"]) - 1 if "moment" in how else None,
            **({"language": how["lang"]} if "lang" in how else {}),
            **({"theme": how["theme"]} if how.get("theme") in ("light", "dark") else {}),
        }

    def text(self) -> str:
        """Return what the program wrote: all that can be shown where there is no HTML."""
        return "".join(piece["text"] for piece in self.made.scene["output"]) or self.made.id

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        page = escape(export.packed(self.made, self.shown()))
        frame = (
            f'<iframe title="{escape(self.made.title["en"])}" sandbox="allow-scripts" '
            f'style="width: 100%; height: {self.how["height"]}; border: 0" '
            f'srcdoc="{page}">{escape(self.text())}</iframe>'
        )
        return {"text/plain": self.text(), "text/html": frame}


def explore(what: str | PathLike[str], **how: Any) -> Explorer:
    """Run a program and show its graph.

    `what` is a program's text, the path of a file (.py, .ipynb) or the name of a lesson. Further
    arguments are the attributes of `<grad-walk>`: `lang="zh"`, `theme="dark"`, `moment=5`,
    `autoplay=True`, `height="420px"`, `hide="code"`.
    """
    if not isinstance(what, str | PathLike):
        raise TypeError(
            f"explore() takes a program's text, a file or the name of a lesson, and not "
            f"{type(what).__name__}: what has run already was not recorded. "
            "Put the cell under %%gradwalk."
        )
    text = str(what)
    lesson = lessons.lesson(text)
    if lesson is not None:
        return run(program.read(lesson.source, f"{lesson.id}.py"), **how)
    if "\n" not in text and Path(text).suffix in SUFFIXES:
        return run(_readable(partial(cli.read, Path(text))), **how)
    return run(_readable(partial(program.read, text)), **how)


def run(read: program.Program, **how: Any) -> Explorer:
    """Run a program, with no more limits than a cell of a notebook has, and show its graph."""
    made = scene.build(program.run(read, OWN_FILE))
    # Under a visitor's limits: a program that reaches for more is not run again.
    return display(made, name=read.name, answers=asked.answers(made, seconds=AT_MOST), **how)


def display(
    scene: Mapping[str, Any],
    *,
    name: str = "program.py",
    answers: Sequence[Mapping[str, Any]] = (),
    **how: Any,
) -> Explorer:
    """Return a scene as a notebook shows it; `how` are the attributes of `<grad-walk>`."""
    title, summary = site.heading(scene["cells"], name)
    made = site.Recorded(
        Path(name).stem, title, summary, dict(scene), answers=list(map(dict, answers))
    )
    return Explorer(made, **how)


def _readable(read: Callable[[], program.Program]) -> program.Program:
    """Return a program, or say in English why it is none."""
    try:
        return read()
    except Refused as refused:
        raise ValueError(cli.message(refused)) from None


def magic(line: str, cell: str) -> Explorer:
    """Run a cell as a program of its own, `import torch` and all, and show its graph.

    In the line stand attributes of `<grad-walk>`: `%%gradwalk lang=zh moment=5`.
    """
    pairs = (word.partition("=") for word in shlex.split(line))
    return explore(
        f"{cell.rstrip()}\n", **{name: value if sign else True for name, sign, value in pairs}
    )


def load_ipython_extension(shell: Any) -> None:
    """Make `%%gradwalk` known: what `%load_ext gradwalk_ui.notebook` calls."""
    shell.register_magic_function(magic, "cell", "gradwalk")
