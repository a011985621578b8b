"""Our layout beside dot, dagre, Netron's dagre and ELK: the same boxes and links, in the same run.

Each engine's row carries what is wrong with its drawing. An engine that does not answer in time
is given that time, so its ratio is a lower bound. Seconds are the processor's own: what else the
machine does is not in them. With `--write` it is a table of docs/bench.md.
"""

import json
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent)]

import drawing  # noqa: E402 - it lies beside this folder
from gradwalk_ui.layout import arrange  # noqa: E402
from graphs import residual, series_parallel, shared_weights  # noqa: E402
from row import Row  # noqa: E402

SHAPES = {
    "residual": residual,
    "series-parallel": series_parallel,
    "shared weights": shared_weights,
}
SIZES = (50, 500, 5000)
PATIENCE = 15  # seconds of the processor for an engine to answer
COUNTED = 600  # boxes up to which crossings are counted: it takes longer than any layout
INCH = 72  # dot thinks in inches
FASTER = ">= 5"  # than any, at 500 boxes
MARKS = "<!-- layout: written by bench_layout.py --write -->\n", "<!-- /layout -->"


@dataclass
class Answer:
    """What an engine made of a graph."""

    seconds: float
    note: str = ""
    positions: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)
    wrong: int = 0  # faults of the drawing


def rows(table=None):
    """What each engine took; `table` gets the answers, by shape, size and engine."""
    for shape, make in SHAPES.items():
        for size in SIZES:
            boxes, links = make(size)
            what = f"layout, {shape}, {size}"
            answers = together(boxes, links, turns=3 if size <= 500 else 1)
            for engine, answer in answers.items():
                answer.wrong, looks = judged(boxes, links, answer)
                said = answer.note or looks
                yield Row(f"{what}: {engine}", answer.seconds * 1000, "ms", "", said)
                if engine == "gradwalk":
                    yield Row(f"{what}: faults of its drawing", answer.wrong, "", "<= 0")
            if table is not None:
                table[shape, size] = answers
            for engine, answer in answers.items():
                if engine != "gradwalk" and answer.seconds:
                    ratio = answer.seconds / answers["gradwalk"].seconds
                    wanted = FASTER if size == 500 else ""
                    yield Row(f"{what}: {engine} / gradwalk", ratio, "x", wanted)


def together(boxes, links, turns):
    """The answer of each engine, in turns, so that a busy moment of the machine hits all."""
    answers = {}
    for _ in range(turns):
        for engine in ENGINES:
            runs = answers.setdefault(engine.__name__, [])
            if not runs or not runs[-1].note:
                runs.append(engine(boxes, links))
    for runs in answers.values():
        runs[-1].seconds = statistics.median(run.seconds for run in runs)
    return {engine: runs[-1] for engine, runs in answers.items()}


def gradwalk(boxes, links):
    arrange(boxes, links)
    start = time.process_time()
    layout = arrange(boxes, links)
    seconds = time.process_time() - start
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


def taken_by_others():
    """Seconds of the processor that our children have taken."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def impatient():
    """Let this process end when it has had its seconds of the processor."""
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


def asked(command, text):
    """The answer of a program to a text, and the seconds it took; None when it gave none."""
    before = taken_by_others()
    done = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=impatient,
    )
    seconds = taken_by_others() - before
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return None, PATIENCE, f"no answer in {PATIENCE} s"
    if done.returncode:
        error = re.search(r"^\w*Error\b.*", done.stderr, re.MULTILINE)
        return None, 0.0, f"failed: {error[0] if error else f'exit code {done.returncode}'}"
    return done.stdout, seconds, ""


def dot(boxes, links):
    """Graphviz as a process, since that is how a program would use it; else as WebAssembly."""
    text = ['digraph { nodesep=0.333; ranksep=0.5; node [shape=box, fixedsize=true, label=""]']
    text += [f"{b.id} [width={b.width / INCH}, height={b.height / INCH}]" for b in boxes]
    text += [f"{link.source} -> {link.target}" for link in links]
    graph = "\n".join([*text, "}"])
    if shutil.which("dot") is None:
        seconds, note, found = in_node("dot", boxes, links, text=graph)
        return Answer(seconds, note, *plain(found["plain"] if found else "", links))
    answer, seconds, note = asked(["dot", "-Tplain"], graph)
    return Answer(seconds, note, *plain(answer or "", links))


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


def in_node(engine, boxes, links, *arguments, text=""):
    """Seconds, note and answer of an engine in node: warmed up, without the process's start."""
    if shutil.which("node") is None or not (HERE.parents[1] / "node_modules/elkjs").exists():
        return 0.0, "not installed", None
    graph = {
        "boxes": [{"id": b.id, "width": b.width, "height": b.height} for b in boxes],
        "links": [{"id": e.id, "source": e.source, "target": e.target} for e in links],
        "times": 2 if len(boxes) <= COUNTED else 1,
        "text": text,
    }
    command = ["node", str(HERE / "layouts.js"), engine, *arguments]
    answer, seconds, note = asked(command, json.dumps(graph))
    if answer is None:
        return seconds, note, None
    found = json.loads(answer)
    return found["taken"][-1] / 1000, "", found


def placed(seconds, note, found):
    """An engine's answer, as it came from node."""
    return Answer(seconds, note, *((found["positions"], found["lines"]) if found else ()))


def dagre(boxes, links):
    """dagre, as npm has it."""
    return placed(*in_node("dagre", boxes, links))


def netron(boxes, links):
    """Netron's own dagre, with its settings."""
    spec = find_spec("netron")
    if spec is None or spec.origin is None:
        return Answer(0.0, "not installed")
    return placed(*in_node("netron", boxes, links, str(Path(spec.origin).with_name("dagre.js"))))


def elk(boxes, links):
    """ELK's layered layout."""
    return placed(*in_node("elk", boxes, links))


ENGINES = (gradwalk, dot, dagre, netron, elk)


def written(table):
    """The table as docs/bench.md has it."""
    names = [engine.__name__ for engine in ENGINES]
    lines = ["| ms (faults of the drawing) | " + " | ".join(names) + " |", "| --- " * 6 + "|"]
    for (shape, size), answers in table.items():
        cells = []
        for answer in answers.values():
            took = f"{answer.seconds * 1000:,.0f}"
            note = answer.note.replace("RangeError: Maximum call stack size exceeded", "stack")
            cells.append(note or f"{took} ({answer.wrong})")
        lines.append(f"| {shape}, {size:,} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def write(table):
    """Put the table between its marks."""
    file = HERE.parents[1] / "docs" / "bench.md"
    head, rest = file.read_text(encoding="utf-8").split(MARKS[0])
    _, tail = rest.split(MARKS[1])
    file.write_text(head + MARKS[0] + written(table) + MARKS[1] + tail, encoding="utf-8")


def main():
    from run import printed  # noqa: PLC0415 - run.py imports this file

    table = {}
    printed(rows(table))
    if "--write" in sys.argv:
        write(table)


if __name__ == "__main__":
    main()
