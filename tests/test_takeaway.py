"""What can be taken away: files of each kind by the command, and texts as the page makes them."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from gradwalk_ui import cli, dot, export, lessons, mermaid, raster, session, site
from gradwalk_ui.answer import answer
from gradwalk_ui.moment import Moment
from PIL import Image

ROOT = Path(__file__).parents[1]
GRAPH = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 3).sum().backward()\n"
LOOP = (
    "import torch\nh = torch.ones(2, requires_grad=True)\nfor i in range({}):\n    h = h * 1.01\n"
)
# All that DOT, Mermaid, Markdown and HTML might take for more than text.
HOSTILE = r"""\N \l "] --> --- &amp; <b onclick=1> #quot; `x` ; %% {a} |b| $c$ *d* 1. e"""
ODD = f"""\
import torch
名字 = torch.ones(2, requires_grad=True)
y = 名字.sigmoid()
y.zero_()
try:
    y.sum().backward()
except RuntimeError:
    pass
raise ValueError({HOSTILE!r} + "\\n\\t\\u202e\\x07 עברית 😀")
"""


def scenes():
    """Each lesson at its beginning, its middle and its end, and a program that means no good."""
    made = [session.handle({"kind": "lesson", "id": each.id}, answer) for each in lessons.lessons()]
    made.append(answer({"source": ODD}))
    for scene in (each["scene"] for each in made):
        last = len(scene["moments"]) - 1
        yield from ([scene, moment] for moment in (0, last // 2, last))


def taken(**asked):
    """What the page's own modules make of it."""
    run = subprocess.run(
        ["node", "tests/js/taken.js"],
        cwd=ROOT,
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def graphs():
    asked = list(scenes())
    return list(zip(asked, taken(scenes=asked)["graphs"], strict=True))


def test_page_and_command_write_the_same(graphs):
    for (scene, moment), made in graphs:
        assert made["dot"] == dot.dot(Moment(scene, moment))
        assert made["mermaid"] == mermaid.mermaid(Moment(scene, moment))


def test_graphviz_reads_it_and_finds_every_node_with_its_text(graphs):
    for (scene, moment), made in graphs:
        assert "errors" not in made, made["errors"]
        now = Moment(scene, moment)
        there = {node["id"] for node in scene["nodes"] if now.at(node["id"], "shown")}
        assert {each["name"] for each in made["objects"]} == there
    labels = [each["label"] for each in graphs[-1][1]["objects"]]
    assert any(label.startswith("名字  [2]\\n[1, 1]") for label in labels)
    assert "saved result = y\\nv0, now v1" in labels


TEXT = r'"(?:[^"`<>#&;{}|*$\\]|#\d+;|<br/>)+"'
NODE = rf"  (?:n|error)\d+(?:\[{TEXT}\]|\({TEXT}\)|\(\[{TEXT}\]\)|>{TEXT}\]):::\w+"
EDGE = rf"  n\d+ (?:-->|-\.->|==>|-\.-x|-\.-)(?:\|{TEXT}\|)? n\d+"
LOOK = r"  classDef \w+ [\w:#, -]+"


def test_a_line_of_mermaid_is_a_node_an_edge_or_a_look(graphs):
    for _, made in graphs:
        first, *lines, last = made["mermaid"].split("\n")
        assert (first, last) == ("flowchart TB", "")
        assert [line for line in lines if not re.fullmatch(f"{NODE}|{EDGE}|{LOOK}", line)] == []
        known = set(re.findall(r"^  ((?:n|error)\d+)[\[(>]", made["mermaid"], re.MULTILINE))
        ends = re.findall(r"^  (n\d+) .*?(n\d+)$", made["mermaid"], re.MULTILINE)
        assert {end for pair in ends for end in pair} <= known


def exported(folder, capsys, name, *more, source=GRAPH):
    (folder / "mine.py").write_text(source, encoding="utf-8")
    code = cli.main(["export", str(folder / "mine.py"), "-o", str(folder / name), *more])
    return code, capsys.readouterr()


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.PNG", "a.gif", "a.json", "a.dot", "a.mmd"])
def test_the_command_writes_what_the_name_asks_for(tmp_path, capsys, name):
    code, said = exported(tmp_path, capsys, name)
    assert (code, said.err) == (0, "")
    assert said.out.startswith(str(tmp_path / name))
    begins = {
        ".html": b"<!doctype html>", ".svg": b"<svg ", ".png": b"\x89PNG", ".gif": b"GIF89a",
        ".json": b'{"version":2', ".dot": b"digraph", ".mmd": b"flowchart",
    }  # fmt: skip
    assert (tmp_path / name).read_bytes().startswith(begins[Path(name).suffix.lower()])


def test_a_png_is_twice_as_fine_and_an_animation_has_a_picture_for_each_step(tmp_path, capsys):
    exported(tmp_path, capsys, "a.svg")
    exported(tmp_path, capsys, "a.png")
    exported(tmp_path, capsys, "a.gif")
    scene = answer({"source": GRAPH})["scene"]
    width = float(re.search(r' width="([\d.]+)"', (tmp_path / "a.svg").read_text())[1])
    with Image.open(tmp_path / "a.png") as png, Image.open(tmp_path / "a.gif") as gif:
        assert abs(png.width - 2 * width) <= 2
        assert len(png.convert("RGB").getcolors(1 << 24)) > 20
        assert abs(gif.width - width) <= 1
        assert 4 < gif.n_frames <= len(scene["moments"])  # pictures that are alike are one


def test_a_moment_can_be_chosen(tmp_path, capsys):
    exported(tmp_path, capsys, "a.dot", "--moment", "1")
    text = (tmp_path / "a.dot").read_text(encoding="utf-8")
    assert '"t0v0" [label="x  [2]' in text
    assert "MulBackward0" not in text


def test_what_it_cannot_make_it_says(tmp_path, capsys, monkeypatch):
    code, said = exported(tmp_path, capsys, "a.webm")
    assert code == 2
    assert "has to end in .html, .svg, .png, .gif" in said.err
    code, said = exported(tmp_path, capsys, "a.png", source="x = = 1\n")
    assert code == 1
    assert "mine.py:1: SyntaxError" in said.err
    monkeypatch.setattr(raster, "find_spec", lambda _name: None)
    code, said = exported(tmp_path, capsys, "a.png")
    assert code == 2
    assert 'pip install "gradwalk[pictures]"' in said.err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["mine.py"]


RUN_ALL = """
import contextlib, io, json, runpy, sys, warnings
warnings.simplefilter("ignore")
told = []
for file in sys.argv[1:]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(RuntimeError):
        runpy.run_path(file, run_name="__main__")
    told.append(out.getvalue())
print(json.dumps(told))
"""
RANDOM = (
    "import gradwalk as torch\nfrom gradwalk import nn\nprint(torch.rand(3), nn.Linear(2, 2))\n"
)


if find_spec("torch"):  # collected where PyTorch is

    def test_a_program_copied_as_pytorch_prints_there_what_it_printed_here(tmp_path):
        sources = [each.source for each in lessons.lessons()]
        own = answer({"source": RANDOM.replace("gradwalk", "torch")})["scene"]
        here = [
            session.handle({"kind": "lesson", "id": each.id}, answer) for each in lessons.lessons()
        ]
        seeds = [each["scene"].get("seed") for each in here]
        programs = [*zip(sources, seeds, strict=True), (RANDOM, own["seed"])]
        files = []
        for number, text in enumerate(taken(programs=programs)["programs"]):
            files.append(tmp_path / f"p{number}.py")
            files[-1].write_text(text, encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-c", RUN_ALL, *map(str, files)],
            capture_output=True, text=True, check=True, cwd=tmp_path,
        )  # fmt: skip
        there = json.loads(run.stdout)
        for scene, text in zip([*(each["scene"] for each in here), own], there, strict=True):
            error = min((each["moment"] for each in scene["errors"]), default=len(scene["moments"]))
            printed = [each for each in scene["output"] if each["stream"] == "out"]
            before = "".join(each["text"] for each in printed if each["moment"] < error)
            assert text.startswith(before)
            assert before


def test_a_page_of_very_many_nodes_has_no_picture_for_those_without_scripts():
    texts = dict.fromkeys(("en", "zh"), "")
    small, large = (
        export.picture_of(site.Recorded("loop", texts, texts, answer({"source": source})["scene"]))
        for source in (LOOP.format(2), LOOP.format(1300))
    )
    assert "<svg" in small
    assert large == "<p>The picture of this program would be too large to send.</p>"


@pytest.mark.parametrize("ending", ["png", "gif"])
def test_a_picture_of_more_pixels_than_can_be_opened_is_refused(ending, tmp_path, capsys):
    file = tmp_path / "loop.py"
    file.write_text(LOOP.format(1300), encoding="utf-8")
    output = tmp_path / f"loop.{ending}"
    assert cli.main(["export", str(file), "-o", str(output)]) == 2
    said = capsys.readouterr().err
    assert "pixels are more than a picture can have: .svg and .html can" in said
    assert not output.exists()
