"""Building the static site: what is in the folder, and what is said of bad programs."""

import base64
import hashlib
import json
import re
import zipfile
from io import BytesIO

import pytest
from gradwalk_ui import cli, client_wheel, compressed, lessons, runtime, site
from gradwalk_ui.static_files import directory, modules_of

OURS = [*(each.id for each in lessons.lessons()), "starter"]
GRAPH = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 3).sum().backward()\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    assert site.build(folder, [site.Own("a/my graph.py", GRAPH)]) == []
    return folder


def manifest(folder):
    return json.loads((folder / "site.json").read_text(encoding="utf-8"))


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_each_lesson_has_a_page_and_a_scene(built):
    listed = manifest(built)["lessons"]
    assert [each["id"] for each in listed] == [*OURS, "my_graph"]
    for each in listed:
        assert (built / each["page"]).is_file()
        scene = json.loads((built / each["scene"]).read_text(encoding="utf-8"))
        assert scene["version"] == 2
    assert listed[-1]["title"] == {"en": "my graph", "zh": "my graph"}


def test_the_gallery_has_the_picture_of_each_program(built):
    listed = manifest(built)["lessons"]
    gallery = (built / "gallery.html").read_text(encoding="utf-8")
    shown = re.findall(r'<a href="([^"]+)"><img src="([^"]+)"', gallery)
    assert shown == [(each["page"], each["picture"]) for each in listed]
    assert '<span lang="en">my graph</span>' in gallery
    page = (built / "lessons" / "my_graph.html").read_text(encoding="utf-8")
    assert '<noscript>\n      <p><a href="../index.html">' in page
    assert f'<img src="../{listed[-1]["picture"]}"' in page


def test_all_that_pages_name_is_there(built):
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        named = re.findall(r'(?:href|src)="([^"]+)"', text)
        assert len(named) > 3
        for name in named:
            assert not name.startswith(("/", "http:", "https:")), name
            assert (page.parent / name).resolve().is_relative_to(built.resolve())
            assert (page.parent / name).is_file(), f"{page.name}: {name}"


def test_all_that_a_page_imports_is_there_also_what_it_imports_later(built):
    static = built / manifest(built)["static"]
    for entry in ("site.js", "element.js", "index.js", "exported.js"):
        assert all((static / each).is_file() for each in modules_of(static, entry, later=True))


def test_every_page_has_a_policy_that_lets_in_no_foreign_host_and_no_eval(built):
    frame = (directory() / "python" / "frame.js").read_bytes()
    digest = base64.b64encode(hashlib.sha256(frame).digest()).decode()
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8").replace("&#x27;", "'")
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
        assert "'unsafe-eval'" not in policy
        assert "http" not in policy
        assert f"'sha256-{digest}'" in policy
        inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", text)
        assert inline == []
        assert not re.search(r"\son\w+=", text)


def test_the_runtime_is_whole_and_named_by_its_content(built):
    found = manifest(built)["runtime"]
    assert {each["role"] for each in found["files"]} == {*runtime.PYODIDE, runtime.WHEEL}
    for each in found["files"]:
        content = (built / each["file"]).read_bytes()
        assert len(content) == each["bytes"]
        assert hashlib.sha256(content).hexdigest() == each["sha256"]
        assert each["sha256"][:10] in each["file"]


def test_the_client_wheel_holds_our_python_and_nothing_else():
    name, content = client_wheel.wheel()
    assert client_wheel.wheel() == (name, content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        record = archive.read(next(each for each in names if each.endswith("/RECORD"))).decode()
        sources = {each: archive.read(each).decode() for each in names if each.endswith(".py")}
    assert {line.split(",")[0] for line in record.splitlines()} == names
    assert {each.split("/")[0] for each in sources} == {"gradwalk", "gradwalk_ui"}
    assert {"gradwalk_ui/browser.py", "gradwalk_ui/lessons/__init__.py"} <= names
    for text in sources.values():
        assert not re.search(
            r"^\s*(?:import|from) (?:bokeh|panel|jinja2|brotli)\b", text, re.MULTILINE
        )


def test_building_again_changes_nothing_and_removes_what_is_no_longer_wanted(built):
    before = files(built)
    times = {name: (built / name).stat().st_mtime_ns for name in before}
    (built / "mine.txt").write_text("not of this build")
    assert site.build(built, [site.Own("a/my graph.py", GRAPH)]) == []
    assert files(built) == before | {"mine.txt"}
    assert {name: (built / name).stat().st_mtime_ns for name in before} == times
    (built / "mine.txt").unlink()
    kept = [built / "pictures" / "cat.png", built / "lessons" / "mine.html"]  # of somebody else
    for each in kept:
        each.touch()
    site.build(built)
    for each in kept:
        each.unlink()
    gone = {name.split(".")[0] for name in before - files(built)}
    assert gone == {"assets/site"} | {
        f"{folder}/my_graph" for folder in ("lessons", "pictures", "scenes")
    }
    site.build(built, [site.Own("a/my graph.py", GRAPH)])


@pytest.mark.parametrize(
    ("name", "source", "line", "reason"),
    [
        ("bad.py", "import torch\nx = = 1\n", 2, "SyntaxError: invalid syntax"),
        ("bad.py", "import torch\n\nimport pandas\n", 3, "NotAvailable: no module 'pandas'"),
        ("bad.py", "x = 1\nwhile True: x += 1\n", 2, "limit."),  # lines or time
        ("bad.ipynb", '{"cells": 1}', 1, "program.notebook_no_cells"),
    ],
)
def test_a_bad_program_is_named_with_line_and_reason(name, source, line, reason):
    recorded, problems = site.record([site.Own(name, source), site.Own("good.py", GRAPH)])
    assert [each.id for each in recorded][-1] == "good"
    (problem,) = problems
    said = problem.reason if isinstance(problem.reason, str) else problem.reason["key"]
    assert (problem.name, problem.line) == (name, line)
    assert said.startswith(reason)


def test_errors_of_autograd_are_what_a_lesson_may_show():
    _, problems = site.record([site.Own("twice.py", f"{GRAPH}x.sum().backward(torch.ones(3))\n")])
    assert problems == []


def test_programs_of_one_name_get_ids_of_their_own():
    recorded, _ = site.record([site.Own(name, GRAPH) for name in ("a/x y.py", "b/x y.py", "!.py")])
    assert [each.id for each in recorded][-3:] == ["x_y", "x_y_2", "program"]


def test_the_command_builds_the_rest_and_says_what_is_bad(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(compressed, "METHODS", {})
    (tmp_path / "good.py").write_text(GRAPH)
    (tmp_path / "bad.py").write_text("import torch\nx = = 1\n")
    cells = [
        {"cell_type": "markdown", "source": "# Week 3"},
        {"cell_type": "code", "source": GRAPH},
    ]
    week = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    (tmp_path / "week.ipynb").write_text(week)
    (tmp_path / "broken.ipynb").write_text(week[:-9])
    names = ("good.py", "bad.py", "missing.py", "week.ipynb", "broken.ipynb")
    named = [str(tmp_path / name) for name in names]
    assert cli.main(["build", *named, "-o", str(tmp_path / "out")]) == 1
    out, err = capsys.readouterr()
    assert "the site is in" in out
    assert f"{named[1]}:2: SyntaxError: invalid syntax\n" in err
    assert f"{named[2]}:1: No such file or directory\n" in err
    assert f"{named[4]}:1: This notebook cannot be read: its JSON is broken at line 1.\n" in err
    assert err.count("\n") == 3
    good, week = manifest(tmp_path / "out")["lessons"][-2:]
    assert (good["id"], week["id"], week["title"]["en"]) == ("good", "week", "Week 3")


def test_somebody_else_s_page_is_not_written_over(tmp_path, capsys):
    page = tmp_path / "index.html"
    page.write_text("My own")
    assert cli.main(["build", "-o", str(tmp_path)]) == 2
    assert f"{tmp_path}: of no earlier build; choose another folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [page]
    assert page.read_text() == "My own"


def test_a_missing_runtime_is_told_with_its_remedy(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(runtime, "directory", lambda: tmp_path)
    assert cli.main(["build", "-o", str(tmp_path / "out")]) == 2
    assert "npm run build" in capsys.readouterr().err


def test_twins_hold_the_same_and_are_made_once(tmp_path):
    (tmp_path / "a.js").write_text("let a = 1;\n" * 1000)
    (tmp_path / "b.png").write_bytes(b"\0" * 5000)
    (tmp_path / "small.js").write_text("1")
    compressed.add_twins(tmp_path)
    assert files(tmp_path) == {"a.js", "a.js.br", "a.js.gz", "b.png", "small.js"}
    assert compressed.gzip.decompress((tmp_path / "a.js.gz").read_bytes()).startswith(b"let a")
    assert compressed.brotli.decompress((tmp_path / "a.js.br").read_bytes()).startswith(b"let a")
    times = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    compressed.add_twins(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == times
