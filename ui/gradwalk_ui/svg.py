"""A scene at a moment as a picture: what stands there where no explorer can, and on paper.

It is the resting graph as static/graph draws it, with the same forms and colours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from gradwalk_ui.moment import Moment
from gradwalk_ui.paths import points
from gradwalk_ui.sheet import Color, Sheet, fit, mix, palette, width_of

Node = Mapping[str, Any]
Chain = Sequence[Sequence[float]]

MARGIN = 16  # around the graph
NAME, VALUE, SMALL = 13, 12, 10.5  # sizes of text, as in static/graph/outlines.js
LANE = 8  # pixels from an edge to the lane of its gradient
LONGEST = 26  # letters of a label
ALARMS = ("stale", "failed")


def svg(
    scene: Mapping[str, Any], words: Mapping[str, str], *, moment: int = -1, title: str = "gradwalk"
) -> str:
    """Return the picture of a moment, by default the last; `words` is a catalogue of the page's."""
    picture = Picture(scene, words, moment)
    picture.draw()
    size = scene["size"]
    extent = (size["width"] + 2 * MARGIN, size["height"] + 2 * MARGIN)
    return picture.sheet.svg((-MARGIN, -MARGIN), extent, title)


class Picture(Moment):
    """A moment of a scene, drawn on a sheet."""

    def __init__(self, scene: Mapping[str, Any], words: Mapping[str, str], moment: int) -> None:
        super().__init__(scene, moment)
        self.words, self.sheet, self.colors = words, Sheet(), palette()
        self.nodes: dict[str, Node] = {node["id"]: node for node in scene["nodes"]}

    def value(self, reference: int | None) -> str:
        """Return a value's text as Python has it."""
        return "None" if reference is None else self.text(reference)

    def draw(self) -> None:
        """Draw edges, gradients in their lanes, and then the nodes over them."""
        edges = [
            {**edge, "path": points(edge["path"])}
            for edge in self.scene["edges"]
            if self.at(edge["id"], "shown")
        ]
        nodes = [node for node in self.scene["nodes"] if self.at(node["id"], "shown")]
        for edge in edges:
            self.edge(edge)
        left = left_twins(edges)
        labels = []
        for edge in edges:
            gradient = self.at(edge["id"], "gradient")
            if gradient is not None:
                label = self.gradient(edge, gradient, -1 if edge["id"] in left else 1)
                if not self.nodes[edge["from"]].get("docked"):  # that says it itself, just there
                    labels.append(label)
        for node in nodes:
            getattr(self, node["kind"])(node)
        for label in labels:
            self.label(*label)

    # Edges ---------------------------------------------------------------------------------

    def edge(self, edge: Mapping[str, Any]) -> None:
        """Draw an edge; one that is cut has scissors in its middle."""
        colors, path = self.colors, edge["path"]
        shares = edge["kind"] in ("write", "view")
        color = colors["storage" if shares else "edge"]
        cut = edge["kind"] in ("detach", "blind")
        self.sheet.chain(path, color, 2.2 if edge["kind"] == "write" else 1.5, "4 4" if cut else "")
        self.head(path, color, 8)
        if cut:
            (x0, y0), (x1, y1) = path[0], path[-1]
            self.scissors(
                (x0 + x1) / 2, (y0 + y1) / 2, colors["wrong" if edge["kind"] == "blind" else "ink"]
            )

    def head(self, path: Chain, color: Color, size: float) -> None:
        """Draw an arrow's head where a path ends."""
        (x0, y0), (x1, y1) = path[-2], path[-1]
        long = math.hypot(x1 - x0, y1 - y0) or 1.0
        dx, dy = (x1 - x0) / long, (y1 - y0) / long
        back, half = size, size * 0.5
        left = (x1 - dx * back - dy * half, y1 - dy * back + dx * half)
        right = (x1 - dx * back + dy * half, y1 - dy * back - dx * half)
        self.sheet.shape([(x1, y1), left, right], color, color)

    def scissors(self, x: float, y: float, color: Color) -> None:
        """Draw scissors on free ground, pointing to the right."""
        ground = self.colors["ground"]
        self.sheet.box((x, y), (24, 18), 4, fill=ground, line=ground)
        for turn in (1, -1):
            self.sheet.line([(x - 4, y - 3 * turn), (x + 10, y + 4.2 * turn)], color, 1.6)
            self.sheet.box((x - 7, y + 4.4 * turn), (6, 5), 3, fill=None, line=color, width=1.6)

    def gradient(
        self, edge: Mapping[str, Any], gradient: Mapping[str, Any], side: int
    ) -> tuple[str, float, float, Color, int]:
        """Draw a gradient's arrow beside its edge, and return its label."""
        (x0, y0), (x1, y1) = edge["path"][0], edge["path"][-1]
        upright = abs(y1 - y0) >= abs(x1 - x0)
        dx, dy = (side * LANE, 0) if upright else (0, side * LANE)
        lane = [(x + dx, y + dy) for x, y in reversed(edge["path"])]
        kind, color, width, dash = gradient["kind"], self.sign(gradient["sign"]), 1.8, ""
        if kind == "refused":
            color, width, dash = self.colors["error"], 3.0, "6 5"
        elif kind == "nan":
            color = self.colors["error"]
        elif kind == "zero":
            color, width, dash = self.colors["zero"], 2.4, "1 5"
        else:
            magnitude = gradient["magnitude"]
            strength = (math.log10(magnitude) + 3) / 6 if magnitude > 0 else 0.0
            width = 1.5 + 4.5 * min(1.0, max(0.0, strength))
        self.sheet.chain(lane, color, width, dash)
        self.head(lane, color, 6 + width * 1.6)
        text = self.value(gradient["value"]) if gradient["value"] is not None else ""
        middle = ((x0 + x1) / 2 + dx, (y0 + y1) / 2 + dy)
        return text, *middle, color, side if upright else 0

    def label(self, text: str, x: float, y: float, color: Color, side: int) -> None:
        """Write a gradient beside its lane."""
        cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        anchor = {1: "start", -1: "end", 0: "middle"}[side]
        place = (x + 8 * side, y if side else y + 14)
        self.sheet.text(cut, *place, color=color, size=SMALL, bold=True, anchor=anchor,
                        ground=self.colors["ground"])  # fmt: skip

    def sign(self, sign: int | None) -> Color:
        """Return the colour of a gradient's sign; None is one of both signs."""
        names = {1: "positive", -1: "negative", 0: "zero", None: "ink"}
        return self.colors[names[sign]]

    # Nodes ---------------------------------------------------------------------------------

    def op(self, node: Node) -> None:
        """Draw an operation: its symbol and the node of the backward graph."""
        colors, state = self.colors, self.at(node["id"], "state", "idle")
        failed, freed, plain = state == "failed", state == "freed", node["node"] is None
        x, y, size = node["x"], node["y"], (node["width"], node["height"])
        if failed:
            wide = (size[0] + 9, size[1] + 9)
            self.sheet.box((x, y), wide, 99, fill=colors["ground"], line=colors["error"], width=1.6)
        fade = 0.55 if freed else 0.0
        fill = colors["errorFill" if failed else "ground" if plain else "op"]
        line = colors["error" if failed else "storage" if node["in_place"] else "opLine"]
        dash = "4 3" if plain and not node["in_place"] and not failed else ""
        self.sheet.box(
            (x, y),
            size,
            99,
            fill=mix(fill, colors["ground"], fade),
            line=mix(line, colors["ground"], fade),
            width=2 if failed else 1.2,
            dash=dash,
        )
        ink = mix(colors["error" if failed else "dim" if plain else "ink"], colors["ground"], fade)
        wanted = NAME if len(node["symbol"]) > 2 else 17
        text, fitting = fit(node["symbol"], size[0] - 20, wanted)
        above = 8 if node["grad_fn"] else 0
        self.sheet.text(text, x, y - above, color=ink, size=fitting, bold=True, anchor="middle")
        if node["grad_fn"]:
            text, fitting = fit(node["grad_fn"], size[0] - 18, 10)
            dim = colors["error"] if failed else mix(colors["dim"], colors["ground"], fade)
            self.sheet.text(text, x, y + 10, color=dim, size=fitting, anchor="middle")

    def saved(self, node: Node) -> None:
        """Draw the card of a saved tensor, and the thread by which it hangs on its operation."""
        colors, state = self.colors, self.at(node["id"], "state", "held")
        tone = "error" if state in ALARMS else "wrong" if state == "blind" else "saved"
        fade = 0.6 if state == "freed" else 0.0
        line = mix(colors[tone], colors["ground"], fade)
        op, left = self.nodes[node["op"]], node["x"] - node["width"] / 2
        start, middle = op["x"] + op["width"] / 2, (op["x"] + op["width"] / 2 + left) / 2
        thread = [(start, op["y"]), (middle, op["y"]), (middle, node["y"]), (left, node["y"])]
        self.sheet.chain(thread, line, 1.2, "3 3")
        fill = colors["ground"] if fade else colors[f"{tone}Fill"]
        place, size = (node["x"], node["y"]), (node["width"], node["height"])
        self.sheet.box(place, size, 8, fill=fill, line=line, width=2 if state in ALARMS else 1.3,
                       dash="" if state in ALARMS else "5 3")  # fmt: skip
        names = self.at(node["tensor_node"], "names", []) if node["tensor_node"] else []
        label = f"{node['name']} = {names[0]}" if names else node["name"]
        text, fitting = fit(label, node["width"] - 18, SMALL)
        ink = mix(colors["dim" if fade else "ink"], colors["ground"], fade * 0.75)
        self.sheet.text(text, left + 10, node["y"] - 9, color=ink, size=fitting, bold=True)
        now = self.at(node["id"], "now", node["saved_version"])
        key = {"stale": "stale", "failed": "stale", "blind": "blind", "ok": "ok", "freed": "freed"}
        words = self.words[f"view.{key.get(state, 'saved')}"]
        told = words.format(saved=node["saved_version"], now=now)
        text, fitting = fit(told, node["width"] - 18, SMALL)
        tint = ink if fade else colors[tone]
        self.sheet.text(text, left + 10, node["y"] + 9, color=tint, size=fitting, sans=True,
                        bold=state in ALARMS)  # fmt: skip

    def tensor(self, node: Node) -> None:
        """Draw a tensor's box: name and shape, value, gradient; a leaf is square and has a bar."""
        colors, id = self.colors, node["id"]
        wants, wrong = self.at(id, "requires_grad", False), self.at(id, "wrong") is not None
        line = colors["wrong" if wrong else "boxLine" if wants else "plainLine"]
        place, size = (node["x"], node["y"]), (node["width"], node["height"])
        fill = colors["wrongFill" if wrong else "box"]
        radius = 2 if node["leaf"] else 8
        self.sheet.box(place, size, radius, fill=fill, line=line, width=2.6 if wrong else 1.5)
        left = node["x"] - node["width"] / 2
        if node["leaf"]:
            bar = colors["boxLine" if wants else "plainLine"]
            self.sheet.box(
                (left + 3, node["y"]), (6, node["height"]), 0, fill=bar, line=bar, width=0
            )
        self.rows(node, left + (16 if node["leaf"] else 12), left + node["width"] - 9)
        self.badges(node)

    def rows(self, node: Node, left: float, right: float) -> None:
        """Write the rows of a tensor's box."""
        colors, id, y = self.colors, node["id"], node["y"]
        wants, grad = self.at(id, "requires_grad", False), self.at(id, "grad")
        third = grad is not None or (wants and (node["leaf"] or self.at(id, "retains", False)))
        first, second = (y - 18, y) if third else (y - 10, y + 11)
        start = left
        if wants:
            held = self.grad_color(grad)
            corners = [(left, first - 3.5), (left + 8, first - 3.5), (left + 4, first + 4)]
            self.sheet.shape(corners, colors["box"] if grad is None else held, held)
            start = left + 15
        name = ", ".join(self.at(id, "names", []))
        text, fitting = fit(name, right - start, NAME)
        if name:
            self.sheet.text(text, start, first, color=colors["ink"], size=fitting, bold=True)
        used = width_of(text, fitting) + 8 if name else 0
        shape = f"[{', '.join(map(str, node['shape']))}]"
        if start + used + width_of(shape, SMALL) <= right:
            end = {"x": right, "anchor": "end"} if name else {"x": start}
            self.sheet.text(shape, y=first, color=colors["dim"], size=SMALL, **end)
        text, fitting = fit(self.value(self.at(id, "value")), right - left, VALUE)
        self.sheet.text(text, left, second, color=colors["ink"], size=fitting)
        if third:
            self.grad_row(node, left, right, y + 18, grad)

    def grad_row(self, node: Node, left: float, right: float, y: float, grad: int | None) -> None:
        """Write what .grad holds, and beside a wrong one what it should."""
        word = "retain_grad " if self.at(node["id"], "retains", False) else "grad "
        self.sheet.text(word, left, y, color=self.colors["dim"], size=SMALL)
        start = left + width_of(word, SMALL)
        wrong = self.at(node["id"], "wrong")
        held = (
            self.value(grad)
            if wrong is None
            else f"{self.value(grad)} ≠ {self.value(wrong['true'])}"
        )
        text, fitting = fit(held, right - start, SMALL)
        color = self.colors["wrong"] if wrong else self.grad_color(grad)
        if wrong:
            self.label(f"≠ {self.value(wrong['true'])}", right + 6, y, color, 1)
        self.sheet.text(text, start, y, color=color, size=fitting, bold=grad is not None,
                        italic=grad is None)  # fmt: skip

    def grad_color(self, grad: int | None) -> Color:
        """Return the colour of a gradient that is held, by its sign."""
        if grad is None:
            return self.colors["dim"]
        low, high = (self.scene["values"][grad][end] for end in ("min", "max"))
        if not isinstance(low, int | float) or not isinstance(high, int | float):
            return self.sign(None)
        return self.sign(0 if low == high == 0 else 1 if low >= 0 else -1 if high <= 0 else None)

    def badges(self, node: Node) -> None:
        """Draw the storage's letter, and the version from 1 on, on a box's upper border."""
        colors = self.colors
        right, top = node["x"] + node["width"] / 2 + 8, node["y"] - node["height"] / 2
        version, letter = self.at(node["id"], "version", 0), self.letters.get(node["storage"])
        for text, filled in ((f"v{version}" if version else "", False), (letter or "", True)):
            if text:
                wide = max(18.0, width_of(text, SMALL) + 10)
                fill, ink = ("storage", "onStorage") if filled else ("storageFill", "storage")
                middle = (right - wide / 2, top)
                self.sheet.box(middle, (wide, 17), 9, fill=colors[fill], line=colors["storage"])
                self.sheet.text(text, *middle, color=colors[ink], size=SMALL, bold=True,
                                anchor="middle")  # fmt: skip
                right -= wide + 3


def left_twins(edges: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return, of edges that join the same two nodes, all but the rightmost."""
    rightmost: dict[tuple[str, str], str] = {}
    for edge in sorted(edges, key=lambda edge: edge["path"][0][0] + edge["path"][-1][0]):
        rightmost[edge["from"], edge["to"]] = edge["id"]
    return {edge["id"] for edge in edges} - set(rightmost.values())
