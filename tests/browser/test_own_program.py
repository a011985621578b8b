"""A person's own code: pasted, run, mended, opened from a file; on our server and on Panel's."""

import re
import socket
import subprocess
import sys

import pytest
from explorer import Explorer
from gradwalk_ui import cli
from playwright.sync_api import expect

PROGRAM = """\
import torch

a = torch.tensor([1.0, 2.0], requires_grad=True)
c = (a ** 3).sum()
c.backward()
print(a.grad)
"""


def test_pasted_code_is_drawn(explorer):
    explorer.run(PROGRAM).to_the_end()
    assert explorer.printed() == ["tensor([ 3., 12.])"]
    explorer.select("a")
    expect(explorer.inspector).to_contain_text("requires_grad")
    explorer.select("PowBackward0")
    expect(explorer.inspector).to_contain_text("local derivative")


def test_the_run_button_runs(explorer):
    explorer.write(PROGRAM)
    explorer.run_button.click()
    explorer.settled().to_the_end()
    assert explorer.printed() == ["tensor([ 3., 12.])"]


def test_edited_code_says_that_the_picture_is_of_the_code_before(explorer):
    explorer.write(PROGRAM)
    expect(explorer.page.get_by_text("The code has changed")).to_be_visible()
    explorer.page.keyboard.press("Control+Enter")
    explorer.settled()
    expect(explorer.page.get_by_text("The code has changed")).to_be_hidden()


def test_an_error_and_recovery(explorer):
    explorer.run(PROGRAM.replace("a ** 3", "a ** b")).to_the_end()
    expect(explorer.errors).to_contain_text("NameError")
    expect(explorer.errors).to_contain_text("name 'b' is not defined")
    expect(explorer.errors).to_contain_text("line 4")
    explorer.run(PROGRAM).to_the_end()
    expect(explorer.errors).to_have_count(0)
    assert explorer.printed() == ["tensor([ 3., 12.])"]


def test_a_name_that_does_not_exist_yet(explorer):
    explorer.run("import torch\ntorch.sigmoidd(torch.ones(2))\n").to_the_end()
    expect(explorer.errors).to_contain_text("AttributeError")
    expect(explorer.errors).to_contain_text("sigmoid")


def test_a_file_of_ones_own(serve, open_page, tmp_path):
    file = tmp_path / "my_script.py"
    file.write_text(PROGRAM, encoding="utf-8")
    explorer = Explorer(open_page(serve(file))).drawn()
    expect(explorer.editor).to_contain_text("a ** 3")
    explorer.to_the_end()
    assert explorer.printed() == ["tensor([ 3., 12.])"]


@pytest.fixture
def panel_serve():
    """The app under Panel's own command."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "panel", "serve", str(cli.APP), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for line in server.stderr:
        if "running at" in line:
            break
    yield f"http://localhost:{port}/app"
    server.terminate()
    server.wait(timeout=20)
    server.stderr.close()


def test_under_panel_serve(panel_serve, open_page):
    explorer = Explorer(open_page(panel_serve)).drawn()
    explorer.run(PROGRAM).to_the_end()
    assert explorer.printed() == ["tensor([ 3., 12.])"]


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_the_page_leaves_out_scripts_that_nothing_on_it_uses(explorer):
    scripts = explorer.page.locator("script").all()
    sources = [script.get_attribute("src") or "" for script in scripts]
    assert any("panel.min.js" in source for source in sources)
    assert not [source for source in sources if re.search("tabulator|luxon|bokeh-gl", source)]


PASTED = """\
In [1]:
import torch

# 分离张量

有时我们希望将某些计算移动到计算图之外

In [2]:
x = torch.tensor(2.0, requires_grad=True)
y = x.detach()
print(y.requires_grad)

False
"""


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_what_is_copied_from_a_notebook_s_page_is_cells_and_no_lesson(explorer):
    page = explorer.sized(390, 844).page
    page.locator(".code .fold").first.click()
    explorer.run(PASTED).to_the_end()
    assert explorer.errors.count() == 0
    assert explorer.printed() == ["False"]
    expect(page.locator(".lessons-button")).to_have_text("Your program")
    expect(page.locator(".lesson-text")).to_contain_text("分离张量")
    expect(page.locator(".lesson-text")).to_contain_text("移动到计算图之外")
    expect(explorer.editor).not_to_contain_text("In [2]")
