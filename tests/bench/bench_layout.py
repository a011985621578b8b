"""Our layout beside Graphviz's dot and dagre: the same boxes and links, in the same run.

Each engine's row carries what is wrong with its drawing. An engine that does not answer in time
is given that time, so its ratio is a lower bound.
"""

import json
import re
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import drawing
from gradwalk_ui.layout import arrange
from graphs import residual, series_parallel, shared_weights
from row import Row, median

HERE = Path(__file__).parent
SHAPES = {
    "residual": residual,
    "series-parallel": series_parallel,
    "shared weights": shared_weights,
}
SIZES = (50, 500, 5000)
PATIENCE = 15  # seconds for an engine to answer
COUNTED = 600  # boxes up to which crossings are counted: it takes longer than any layout
INCH = 72  # dot thinks in inches
FASTER = ">= 5"  # than both, at 500 boxes


@dataclass
class Answer:
    """What an engine made of a graph."""

    seconds: float
    note: str = ""
    positions: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)


def rows():
    for shape, make in SHAPES.items():
        for size in SIZES:
            boxes, links = make(size)
            what = f"layout, {shape}, {size}"
            answers = together(boxes, links, turns=3 if size <= 500 else 1)
            for engine, answer in answers.items():
                wrong, looks = judged(boxes, links, answer)
                said = answer.note or looks
                yield Row(f"{what}: {engine}", answer.seconds * 1000, "ms", "", said)
                if engine == "gradwalk":
                    yield Row(f"{what}: faults of its drawing", wrong, "", "<= 0")
            for engine in ("dot", "dagre"):
                if answers[engine].seconds:
                    ratio = answers[engine].seconds / answers["gradwalk"].seconds
                    wanted = FASTER if size == 500 else ""
                    yield Row(f"{what}: {engine} / gradwalk", ratio, "x", wanted)


def together(boxes, links, turns):
    """The answer of each engine, in turns, so that a busy moment of the machine hits all."""
    answers = {}
    for _ in range(turns):
        for engine in (gradwalk, dot, dagre):
            runs = answers.setdefault(engine.__name__, [])
            if not runs or not runs[-1].note:
                runs.append(engine(boxes, links))
    for runs in answers.values():
        runs[-1].seconds = statistics.median(run.seconds for run in runs)
    return {engine: runs[-1] for engine, runs in answers.items()}


def gradwalk(boxes, links):
    seconds = median(lambda: arrange(boxes, links), times=3)
    layout = arrange(boxes, links)
    lines = {link: drawing.polyline(path) for link, path in layout.paths.items()}
    return Answer(seconds, "", layout.positions, lines)


def judged(boxes, links, answer):
    """How many faults a drawing has, and a line that says which."""
    if not answer.lines:
        return 0, ""
    borders = drawing.outlines(boxes, answer.positions)
    overlapping = len(drawing.overlaps(borders))
    over = len(drawing.over_boxes(borders, answer.lines))
    said = f"{overlapping} overlaps, {over} over boxes"
    if len(boxes) <= COUNTED:
        ends = {link.id: (link.source, link.target) for link in links}
        said += f", {drawing.crossings(answer.lines, ends)} crossings"
    left = min(left for left, _, _, _ in borders.values())
    right = max(right for _, _, right, _ in borders.values())
    return overlapping + over, f"{said}, {right - left:.0f} px wide"


def asked(command, text):
    """The answer of a program to a text, and the seconds it took; None when it gave none."""
    start = time.perf_counter()
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None, PATIENCE, f"no answer in {PATIENCE} s"
    seconds = time.perf_counter() - start
    if done.returncode:
        error = re.search(r"^\w*Error\b.*", done.stderr, re.MULTILINE)
        return None, 0.0, f"failed: {error[0] if error else f'exit code {done.returncode}'}"
    return done.stdout, seconds, ""


def dot(boxes, links):
    """Graphviz as a process, since that is how a program would use it."""
    if shutil.which("dot") is None:
        return Answer(0.0, "not installed")
    text = ['digraph { nodesep=0.333; ranksep=0.5; node [shape=box, fixedsize=true, label=""]']
    text += [f"{b.id} [width={b.width / INCH}, height={b.height / INCH}]" for b in boxes]
    text += [f"{link.source} -> {link.target}" for link in links]
    answer, seconds, note = asked(["dot", "-Tplain"], "\n".join([*text, "}"]))
    if answer is None:
        return Answer(seconds, note)
    return Answer(seconds, "", *plain(answer, links))


def plain(answer, links):
    """Positions and lines from dot's plain format; its y goes up."""
    positions, lines = {}, {}
    waiting = {}
    for link in links:
        waiting.setdefault((link.source, link.target), []).append(link.id)
    for line in answer.splitlines():
        word, *rest = line.split()
        if word == "node":
            positions[rest[0]] = float(rest[1]) * INCH, -float(rest[2]) * INCH
        elif word == "edge":
            count = int(rest[2])
            numbers = [float(number) * INCH for number in rest[3 : 3 + 2 * count]]
            path = list(zip(numbers[::2], [-y for y in numbers[1::2]], strict=True))
            lines[waiting[rest[0], rest[1]].pop()] = drawing.polyline(path)
    return positions, lines


def dagre(boxes, links):
    """dagre in node, after a warm-up, without the start of the process."""
    if shutil.which("node") is None or not (HERE.parents[1] / "node_modules/@dagrejs").exists():
        return Answer(0.0, "not installed")
    graph = {
        "boxes": [{"id": b.id, "width": b.width, "height": b.height} for b in boxes],
        "links": [{"id": e.id, "source": e.source, "target": e.target} for e in links],
        "times": 2 if len(boxes) <= COUNTED else 1,
    }
    answer, seconds, note = asked(["node", str(HERE / "dagre.js")], json.dumps(graph))
    if answer is None:
        return Answer(seconds, note)
    found = json.loads(answer)
    return Answer(found["taken"][-1] / 1000, "", found["positions"], found["lines"])
