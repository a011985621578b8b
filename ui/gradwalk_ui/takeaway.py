"""What `gradwalk export` makes of a program, by the ending of the file that it is to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gradwalk_ui import asked, dot, export, mermaid, pages, raster, sheet, site, svg
from gradwalk_ui.moment import Moment

MOST_STEPS = 400  # pictures of an animation
TOLD = {
    ".html": "plays in any browser, with no server and no network",
    ".svg": "is the graph",
    ".png": "is the graph",
    ".gif": "is the graph, step by step",
    ".json": "is the scene",
    ".dot": "is the graph, for Graphviz",
    ".mmd": "is the graph, for Mermaid",
}


def _picture(made: site.Recorded, moment: int) -> str:
    words = pages.catalogues()["en"]
    return svg.svg(made.scene, words, moment=moment, title=made.title["en"])


def _pixels(made: site.Recorded, moment: int) -> str:
    """Return the picture, unless it would be too large as pixels."""
    width, height = (int(made.scene["size"][side] * raster.SCALE) for side in ("width", "height"))
    if width * height > raster.MOST_PIXELS:
        raise raster.TooLarge(width, height)
    return _picture(made, moment)


def _png(made: site.Recorded, moment: int) -> bytes:
    return raster.png(_pixels(made, moment), sheet.palette()["ground"][0])


def _gif(made: site.Recorded, _moment: int) -> bytes:
    return raster.gif((_pixels(made, each) for each in steps(made)), sheet.palette()["ground"][0])


def steps(made: site.Recorded) -> list[int]:
    """Return the moments that get a picture: all, or where they are too many the larger steps."""
    moments = made.scene["moments"]
    last = max(0, len(moments) - 1)
    for grains in (("sub", "op", "line"), ("op", "line"), ("line",)):
        some = [k for k, each in enumerate(moments) if each["grain"] in grains or k == last]
        if len(some) <= MOST_STEPS:
            break
    return some[-MOST_STEPS:] or [0]


def with_answers(made: site.Recorded) -> site.Recorded:
    """Return it for a page that runs nothing, with the answers to what can be asked there."""
    return replace(made, answers=asked.answers(made.scene))


MAKE: dict[str, Callable[[site.Recorded, int], str | bytes]] = {
    ".html": lambda made, _moment: export.page_of(with_answers(made), export.WHOLE_PAGE),
    ".svg": _picture,
    ".png": _png,
    ".gif": _gif,
    ".json": lambda made, _moment: f"{site.as_text(made.scene)}\n",
    ".dot": lambda made, moment: dot.dot(Moment(made.scene, moment)),
    ".mmd": lambda made, moment: mermaid.mermaid(Moment(made.scene, moment)),
}


def export_to(output: Path, program: site.Own, moment: int = -1) -> site.Recorded | site.Problem:
    """Write a program in the form that the file's name asks for, or return why it cannot be.

    Of a program that a limit ended, what came before is written.
    """
    made = site.recorded_or_not(program, set(), whole=False)
    if isinstance(made, site.Problem):
        return made
    content = MAKE[output.suffix.lower()](made, moment)
    output.write_bytes(content.encode() if isinstance(content, str) else content)
    return made
