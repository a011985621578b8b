"""Pictures as pixels. Only this file imports what makes them: resvg, an extra, and Pillow."""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib.util import find_spec

SCALE = 2.0  # pixels of a PNG for one of the SVG
MOST_PIXELS = 64e6  # as in static/take/drawing.js
STANDING, LAST = 900, 3000  # milliseconds of a picture of an animation


class Unmade(Exception):
    """Why there are no pixels."""


class TooLarge(Unmade):
    """There would be more of them than programs open."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(
            f"{width} × {height} pixels are more than a picture can have: .svg and .html can"
        )


class Missing(Unmade):
    """The package that draws is not installed."""

    def __init__(self) -> None:
        super().__init__(
            'a PNG or GIF needs the package resvg-py: pip install "gradwalk[pictures]". '
            "The page makes both without it: open it with `gradwalk serve`, then Take it away"
        )


def png(svg: str, ground: str, scale: float = SCALE) -> bytes:
    """Return an SVG as PNG."""
    if find_spec("resvg_py") is None:
        raise Missing
    import resvg_py  # noqa: PLC0415 - an extra

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, background=ground, zoom=scale))


def gif(svgs: Iterable[str], ground: str) -> bytes:
    """Return SVGs of one size as an animation."""
    from PIL import Image  # noqa: PLC0415 - it takes long, and little needs it

    frames = [Image.open(io.BytesIO(png(each, ground, 1.0))).convert("RGB") for each in svgs]
    durations = [STANDING] * (len(frames) - 1) + [LAST]
    made = io.BytesIO()
    first, *rest = frames
    first.save(made, "GIF", save_all=True, append_images=rest, duration=durations, loop=0)
    return made.getvalue()
