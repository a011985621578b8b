"""The command: what it prints, where, and its exit codes."""

import json
import socket
import subprocess
import sys
import threading
import urllib.request
from functools import partial

import pytest
from gradwalk_ui import cli
from gradwalk_ui.answer import answer
from gradwalk_ui.limits import Limits

GRAPH = """\
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x * x).sum()
y.backward()
print(x.grad)
"""


@pytest.fixture
def write(tmp_path):
    def written(text, name="graph.py"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(file)

    return written


def test_run_prints_what_the_program_prints(write, capsys):
    assert cli.main(["run", write(GRAPH + "y\n")]) == 0
    assert capsys.readouterr() == ("tensor([2., 4.])\n", "")


def test_run_shows_values_where_there_are_cells(write, capsys):
    assert cli.main(["run", write(f"# %%\n{GRAPH}# %%\ny\n")]) == 0
    assert capsys.readouterr().out == "tensor([2., 4.])\ntensor(5., grad_fn=<SumBackward0>)\n"


def test_run_of_a_notebook(write, capsys):
    cells = [{"cell_type": "code", "source": GRAPH}, {"cell_type": "code", "source": "1 + 1"}]
    file = write(json.dumps({"cells": cells, "nbformat": 4}), "graph.ipynb")
    assert cli.main(["run", file]) == 0
    assert capsys.readouterr().out == "tensor([2., 4.])\n2\n"


def test_run_of_a_failing_program_is_1_with_the_traceback(write, capsys):
    assert cli.main(["run", write(GRAPH + "y.backward()\n")]) == 1
    out, err = capsys.readouterr()
    assert out == "tensor([2., 4.])\n"
    assert err.startswith(
        'Traceback (most recent call last):\n  File "graph.py", line 6, in <module>'
    )
    assert "Trying to backward through the graph a second time" in err


def test_warnings_go_beside_the_output(write, capsys):
    assert cli.main(["run", write("import warnings\nwarnings.warn('so')\nprint(1)")]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("1\n", "graph.py:2: UserWarning: so\n  warnings.warn('so')\n")


def test_ones_own_file_may_do_anything(write, capsys, tmp_path):
    other = tmp_path / "read.txt"
    other.write_text("content")
    source = f"import os, sys\nprint(open({str(other)!r}).read())\nfor i in range(20_000): print(i)"
    assert cli.main(["run", write(source)]) == 0
    assert capsys.readouterr().out.startswith("content\n0\n1\n")


def test_ones_own_file_may_import_its_neighbours(write, capsys, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    write("import torch\ndef double(x):\n    return x * 2\n", "neighbour_of_graph.py")
    file = write(
        "import torch, neighbour_of_graph\nprint(neighbour_of_graph.double(torch.ones(1)))"
    )
    assert cli.main(["run", file]) == 0
    assert capsys.readouterr().out == "tensor([2.])\n"


def test_the_wording_can_be_the_older_one(write, capsys):
    text = "import torch\nx = torch.ones(3, requires_grad=True)\ny = x.sigmoid()\n"
    file = write(text + "y.detach().zero_()\ny.sum().backward()\n")
    cli.main(["run", file])
    assert "output 0 of Sigmoid," in capsys.readouterr().err
    cli.main(["run", "--classic", file])
    assert "output 0 of SigmoidBackward0," in capsys.readouterr().err


def test_trace_prints_an_event_a_line(write, capsys):
    assert cli.main(["trace", write(GRAPH)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 8
    assert any("MulBackward0" in line for line in lines)


def test_scene_prints_json(write, capsys):
    assert cli.main(["scene", write(GRAPH)]) == 0
    scene = json.loads(capsys.readouterr().out)
    assert scene["version"] == 2
    assert scene["source"] == GRAPH
    assert cli.main(["scene", write(GRAPH + "undefined\n")]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["errors"][0]["line"] == 6
    assert err.endswith("NameError: name 'undefined' is not defined\n")


def test_an_endless_program_still_has_a_trace(write, capsys):
    assert cli.main(["trace", write(GRAPH + "while True:\n    y = x * 2\n")]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("line 7: Stopped: the program did more than 10000 things")
    assert "MulBackward0" in out


def test_a_reader_that_has_seen_enough_is_no_error(write):
    command = [sys.executable, "-m", "gradwalk_ui.cli", "scene", write(GRAPH)]
    shown = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    shown.stdout.close()
    assert shown.stderr.read() == b""
    shown.stderr.close()
    assert shown.wait() == 0


@pytest.mark.parametrize("command", ["run", "trace", "scene", "serve"])
@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (None, "missing.py", "missing.py: No such file or directory"),
        (b"x = '\xff'\n", "latin.py", "Line 1 holds a"),
        (b"x = 1\n\0", "null.py", "Line 2 holds a"),
        (b"{", "broken.ipynb", "This notebook cannot be read"),
        (b"x = 1\n" * 100_000, "long.py", "600000 characters"),
    ],
)
def test_a_bad_file_is_2_with_a_clear_word(write, tmp_path, capsys, command, content, name, told):
    file = str(tmp_path / name) if content is None else write(content, name)
    assert cli.main([command, file]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("gradwalk: ")
    assert told in err


def test_a_folder_is_no_program(tmp_path, capsys):
    assert cli.main(["run", str(tmp_path)]) == 2
    assert "Is a directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["run"], ["serve", "--port", "many"], ["run", "a", "b"]]
)
def test_wrong_usage_is_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    assert "usage: gradwalk" in capsys.readouterr().err


def test_a_port_in_use_and_a_port_that_is_none(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert cli.main(["serve", "--port", port]) == 2
    assert f"Address already in use: 127.0.0.1 port {port}" in capsys.readouterr().err
    assert cli.main(["serve", "--port", "70000"]) == 2


def test_a_server_goes_by_the_names_that_lead_to_it():
    assert cli.names_of("127.0.0.1") == ("127.0.0.1", "localhost")
    assert cli.names_of("::1") == ("[::1]",)
    assert cli.names_of("0.0.0.0") == ("localhost", "*")  # noqa: S104
    assert cli.names_of("192.168.0.7") == ("192.168.0.7",)


def test_serve_without_the_editor_says_how_to_make_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(cli, "directory", lambda: tmp_path)
    assert cli.main(["serve"]) == 2
    assert "npm run build" in capsys.readouterr().err


def test_serve_prints_its_address_and_serves_the_program(write):
    file = write(GRAPH)
    command = [sys.executable, "-m", "gradwalk_ui.cli", "serve", "--port", "0", file]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    watch = threading.Timer(60, server.kill)
    watch.start()
    try:
        line = server.stdout.readline()
        assert line.startswith("gradwalk is at http://127.0.0.1:")
        with urllib.request.urlopen(line.split()[3], timeout=30) as page:  # noqa: S310
            assert page.status == 200
            assert b"gradwalk" in page.read()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
        watch.cancel()


PROGRAM_OF_ONE = "import torch\nx = torch.ones(2, requires_grad=True)\n"


def test_export_of_a_program_that_does_too_much_has_what_came_before(
    write, tmp_path, capsys, monkeypatch
):
    """50,000 nodes: the file is made, and what it leaves out is told."""
    monkeypatch.setattr(
        "gradwalk_ui.site.answer", partial(answer, limits=Limits(events=300))
    )  # its module needs Bokeh, which needs NumPy
    loop = f"{PROGRAM_OF_ONE}for _ in range(50_000):\n    x = x * 2\n"
    made = tmp_path / "made.json"
    assert cli.main(["export", write(loop), "-o", str(made)]) == 0
    scene = json.loads(made.read_text(encoding="utf-8"))
    assert scene["stopped"]["key"] == "limit.events"
    assert len(scene["nodes"]) > 100
    assert "line 4: Stopped: the program did more than 300 things" in capsys.readouterr().err
