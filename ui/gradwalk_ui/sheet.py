"""A sheet of SVG: boxes, curves and texts in the colours of static/palette.js, light and dark.

Colours are classes, so that one file serves both: an image takes the scheme of the page around it.
Every text is escaped here; it is data, whatever it says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from xml.sax.saxutils import escape

from gradwalk_ui.static_files import directory

Point = Sequence[float]
Color = tuple[str, str]  # light and dark

MONO = "ui-monospace, SF Mono, Menlo, DejaVu Sans Mono, Liberation Mono, Consolas, monospace"
SANS = "system-ui, -apple-system, Segoe UI, DejaVu Sans, Noto Sans CJK SC, sans-serif"
LETTER = 0.605  # of a font's size: how wide a letter of the usual monospaced fonts is
SMALLEST = 0.84  # of the wanted size, before letters are left out
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def palette() -> dict[str, Color]:
    """Return the colours of the graph by what they mean, as the page has them."""
    text = (directory() / "palette.js").read_text(encoding="utf-8")
    light, dark = (
        dict(
            re.findall(
                r'(\w+): "(#[0-9a-f]{6})"', text.partition(f"  {theme}: {{")[2].split("}")[0]
            )
        )
        for theme in ("light", "dark")
    )
    return {name: (light[name], dark[name]) for name in light}


def mix(one: Color, other: Color, part: float) -> Color:
    """Return a colour between two; part 0 is the first."""

    def channel(a: str, b: str, at: int) -> str:
        first, second = int(a[at : at + 2], 16), int(b[at : at + 2], 16)
        return f"{round(first + (second - first) * part):02x}"

    light, dark = (
        "#" + "".join(channel(a, b, at) for at in (1, 3, 5))
        for a, b in zip(one, other, strict=True)
    )
    return light, dark


def width_of(text: str, size: float) -> float:
    """Return how wide a text will be, without asking a font."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return (wide + (len(text) - wide) * LETTER) * size


def fit(text: str, room: float, size: float) -> tuple[str, float]:
    """Return the text and the size that fit: smaller first, then cut short."""
    wanted = width_of(text, size)
    if wanted <= room:
        return text, size
    if wanted * SMALLEST <= room:
        return text, size * room / wanted
    text = text[: int(room) + 1]  # a name may have thousands, none narrower than a pixel
    while len(text) > 1 and width_of(f"{text}…", size * SMALLEST) > room:
        text = text[:-1]
    return f"{text.rstrip()}…", size * SMALLEST


def number(value: float) -> str:
    """Return a number as SVG has it, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


class Sheet:
    """An SVG in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.classes: dict[tuple[str, Color], str] = {}

    def paint(self, **colors: Color | None) -> str:
        """Return the class attribute that gives a shape its colours: `fill`, `stroke`."""
        names = [
            self.classes.setdefault((what, color), f"c{len(self.classes)}")
            for what, color in colors.items()
            if color is not None
        ]
        return f' class="{" ".join(names)}"'

    def box(
        self, middle: Point, size: Point, radius: float, *, fill: Color | None, line: Color,
        width: float = 1.0, dash: str = "",
    ) -> None:  # fmt: skip
        """Draw a rectangle with round corners."""
        (x, y), (wide, high) = middle, size
        place = f'x="{number(x - wide / 2)}" y="{number(y - high / 2)}"'
        extent = f'width="{number(wide)}" height="{number(high)}"'
        paint = self.paint(fill=fill, stroke=line) + ("" if fill else ' fill="none"')
        self.parts.append(
            f'<rect {place} {extent} rx="{number(min(radius, high / 2))}"{paint} '
            f'stroke-width="{number(width)}"{dashed(dash)}/>'
        )

    def chain(self, points: Sequence[Point], color: Color, width: float, dash: str = "") -> None:
        """Draw cubic curves, each of which begins where the last one ended."""
        first, *rest = (f"{number(x)},{number(y)}" for x, y in points)
        self._path(f"M{first}C{' '.join(rest)}", color, width, dash)

    def line(self, points: Iterable[Point], color: Color, width: float) -> None:
        """Draw a line through points."""
        path = "L".join(f"{number(x)},{number(y)}" for x, y in points)
        self._path(f"M{path}", color, width, "")

    def _path(self, path: str, color: Color, width: float, dash: str) -> None:
        self.parts.append(
            f'<path d="{path}"{self.paint(stroke=color)} fill="none" '
            f'stroke-width="{number(width)}" stroke-linecap="round"{dashed(dash)}/>'
        )

    def shape(self, points: Iterable[Point], fill: Color, line: Color) -> None:
        """Draw a filled polygon."""
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.parts.append(f'<polygon points="{path}"{self.paint(fill=fill, stroke=line)}/>')

    def text(
        self, text: str, x: float, y: float, *, color: Color, size: float, bold: bool = False,
        anchor: str = "start", italic: bool = False, sans: bool = False,
        ground: Color | None = None,
    ) -> None:  # fmt: skip
        """Write a text around the height y."""
        style = f' font-size="{number(size)}"' + (' font-weight="700"' if bold else "")
        style += (' font-style="italic"' if italic else "") + (' class="s"' if sans else "")
        group = f"<g{self.paint(fill=color, stroke=ground)}>"
        halo = ' stroke-width="4" paint-order="stroke" stroke-linejoin="round"' if ground else ""
        self.parts.append(
            f'{group}<text x="{number(x)}" y="{number(y + size * 0.36)}"{style} '
            f'text-anchor="{anchor}"{halo}>{escape(NOT_XML.sub("�", text))}</text></g>'
        )

    def svg(self, corner: Point, size: Point, title: str) -> str:
        """Return the whole of it."""
        rules = [
            "".join(
                f".{name}{{{what}:{color[dark]}}}" for (what, color), name in self.classes.items()
            )
            for dark in (0, 1)
        ]
        view = " ".join(map(number, (*corner, *size)))
        name = escape(NOT_XML.sub("�", title), {'"': "&quot;"})
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{number(size[0])}" '
            f'height="{number(size[1])}" role="img" aria-label="{name}" font-family="{MONO}">\n'
            f"<title>{name}</title>\n<style>.s{{font-family:{SANS}}}{rules[0]}"
            f"@media(prefers-color-scheme:dark){{{rules[1]}}}</style>\n"
            + "\n".join(self.parts)
            + "\n</svg>\n"
        )


def dashed(dash: str) -> str:
    """Return the attribute for dashes."""
    return f' stroke-dasharray="{dash}"' if dash else ""
