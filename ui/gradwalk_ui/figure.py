"""The Bokeh figure: one plot of named, empty renderers, which the browser fills from a scene.

It is data, the same for every program: nothing of a scene and no colour is in it. The resting
graph lies on the main level; what is lit or moves lies on the overlay level, whose canvas is
painted alone, so that motion never repaints the graph under it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bokeh.core.properties import field
from bokeh.embed import json_item
from bokeh.embed.bundle import extension_dirs
from bokeh.models import (
    AllIndices,
    Bezier,
    CDSView,
    ColumnDataSource,
    MultiLine,
    Plot,
    Range1d,
    Rect,
    Scatter,
    Selection,
    Text,
    UnionRenderers,
)
from bokeh.models.renderers import GlyphRenderer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from bokeh.models.glyph import Glyph

# Layer, and the Bokeh level it is painted on; later ones lie above earlier ones.
LAYERS: dict[str, Literal["glyph", "overlay"]] = {
    "rest": "glyph",
    "lit": "overlay",
    "move": "overlay",
}

STROKE = {"color": "line_color", "alpha": "line_alpha", "width": "line_width", "dash": "line_dash"}
OUTLINED = {
    "fill": "fill_color",
    "fill_alpha": "fill_alpha",
    "line": "line_color",
    "line_alpha": "line_alpha",
    "line_width": "line_width",
    "dash": "line_dash",
}
BOX = {"x": "x", "y": "y", "width": "width", "height": "height"} | OUTLINED
POINTS = ("x0", "y0", "cx0", "cy0", "cx1", "cy1", "x1", "y1")

# Kind of renderer, its glyph, and its columns with the properties they set; later ones lie above.
KINDS: dict[str, tuple[type[Glyph], dict[str, str]]] = {
    "frame": (Rect, BOX),
    "edges": (Bezier, {name: name for name in POINTS} | STROKE),
    "square": (Rect, BOX),
    "round": (Rect, BOX),
    "pill": (Rect, BOX),
    "marks": (
        Scatter,
        {"x": "x", "y": "y", "size": "size", "angle": "angle", "marker": "marker"} | OUTLINED,
    ),
    "lines": (MultiLine, {"xs": "xs", "ys": "ys"} | STROKE),
    "text": (
        Text,
        {
            "x": "x",
            "y": "y",
            "text": "text",
            "color": "text_color",
            "alpha": "text_alpha",
            "size": "text_font_size",
            "style": "text_font_style",
            "font": "text_font",
            "align": "text_align",
            "ground": "background_fill_color",
            "ground_alpha": "background_fill_alpha",
            "border": "border_line_color",
        },
    ),
}

# What is the same for all that a renderer draws. A radius larger than a box makes it a pill.
FIXED: dict[str, dict[str, Any]] = {
    "frame": {"border_radius": 10},
    "edges": {"line_cap": "round"},
    "square": {"border_radius": 2},
    "round": {"border_radius": 8},
    "pill": {"border_radius": 999},
    "lines": {"line_cap": "round", "line_join": "round"},
    "marks": {},
    # The front end knows of this padding: it moves texts by it, so that they begin where told.
    "text": {"text_baseline": "middle", "padding": [2, 4], "border_radius": 4},
}


class Renderer(GlyphRenderer):  # type: ignore[type-arg]
    """A renderer that draws its glyph in one way only; see static/graph/renderer.js."""

    __qualified_model__ = "gradwalk.Renderer"


def renderer(layer: str, kind: str, rows: AllIndices, shared: Mapping[str, Any]) -> Renderer:
    """Return one empty renderer; its columns are named as in KINDS, and `rows` are drawn."""
    glyph, columns = KINDS[kind]
    properties: dict[str, Any] = {prop: field(column) for column, prop in columns.items()}
    properties |= FIXED[kind]
    return Renderer(
        name=f"{layer}.{kind}",
        level=LAYERS[layer],
        data_source=ColumnDataSource({column: [] for column in columns}, **shared),
        glyph=glyph(**properties),
        view=CDSView(filter=rows),
    )


def figure() -> Plot:
    """Return the empty figure: no axes, no tools, no ground of its own.

    The browser sets both ranges, pixels to data units alike on both axes, and finds what the
    pointer is on by itself; y grows downwards as in the scene.
    """
    # As nothing is ever selected, or left out, one of each does for all: a browser makes the less.
    rows = AllIndices()
    shared = {"selected": Selection(), "selection_policy": UnionRenderers()}
    return Plot(
        name="graph",
        x_range=Range1d(start=0, end=1),
        y_range=Range1d(start=1, end=0),
        renderers=[renderer(layer, kind, rows, shared) for layer in LAYERS for kind in KINDS],
        sizing_mode="stretch_both",
        title=None,
        toolbar_location=None,
        min_border=0,
        background_fill_color=None,
        border_fill_color=None,
        outline_line_color=None,
        output_backend="canvas",  # WebGL is slower without a graphics card, and has no Text
        lod_threshold=None,
        hold_render=True,  # until there is something to paint
        # A canvas says nothing to a screen reader; the page has words for it beside the graph.
        html_attributes={"aria-hidden": "true"},
    )


@cache
def item() -> dict[str, Any]:
    """Return the figure as JSON, for `Bokeh.embed.embed_item`.

    It is the same wherever it is made: where Panel is loaded Bokeh adds the definitions of all of
    Panel's models (`defs`), and the figure uses none of them.
    """
    item = dict(json_item(figure()))
    item["doc"].pop("defs", None)  # type: ignore[attr-defined]
    return item


def serve_files(name: str, folder: Path) -> None:
    """Let Bokeh's server answer for a folder's files, at static/extensions/NAME/."""
    extension_dirs[name] = folder
