"""Explorers in a notebook: run by a real kernel, saved, made HTML by nbconvert, and played."""

import nbclient
import nbconvert
import nbformat
import pytest
from playwright.sync_api import expect
from web import shown

PROGRAM = """\
%%gradwalk lang=zh moment=2
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * x).sum().backward()
print(x.grad, '</iframe><script>parent.document.title = "out"</script>')
"""
CELLS = (
    "%load_ext gradwalk_ui.notebook",
    PROGRAM,
    "from gradwalk_ui.notebook import explore\nexplore('detach', theme='dark', height='400px')",
    "import sys; 'torch' in sys.modules",
)
ELSEWHERE = dict.fromkeys(("mathjax_url", "require_js_url", "jquery_url", "mermaid_js_url"), "")


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """A notebook that was run, written to a file and read back, as HTML on a server."""
    folder = tmp_path_factory.mktemp("notebook")
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in CELLS])
    nbclient.NotebookClient(written, timeout=120, kernel_name="python3").execute()
    nbformat.write(written, folder / "week3.ipynb")
    kept = nbformat.read(folder / "week3.ipynb", as_version=4)
    html, _ = nbconvert.HTMLExporter(**ELSEWHERE).from_notebook_node(kept)
    (folder / "favicon.ico").touch()  # browsers ask for it
    (folder / "sub").mkdir()
    (folder / "sub" / "week3.html").write_text(html, encoding="utf-8")
    with shown(folder) as address:
        yield kept, f"{address}sub/week3.html"


def output(cell):
    (one,) = cell.outputs
    return one.data


def test_outputs_have_a_text_for_where_there_is_no_html(notebook):
    kept, _ = notebook
    assert output(kept.cells[1])["text/plain"].startswith("tensor([2., 4.]) </iframe>")
    assert "True" not in output(kept.cells[3])["text/plain"]  # `import torch` meant ours there only
    assert len(output(kept.cells[1])["text/html"]) < 900_000


def test_a_saved_notebook_plays_with_no_kernel(notebook, open_page):
    page = open_page(notebook[1])
    expect(page.locator("iframe")).to_have_count(2)
    first, second = (page.frame_locator("iframe").nth(number) for number in (0, 1))
    expect(first.locator(".player .position")).to_have_text("2 / 16", timeout=30_000)
    expect(first.locator(".gradwalk")).to_have_attribute("lang", "zh-CN")
    first.locator("canvas:not(.afar)").first.click()
    page.keyboard.press("End")
    expect(first.locator(".player .position")).to_have_text("16 / 16")
    expect(first.get_by_role("log")).to_contain_text("tensor([2., 4.]) </iframe><script>")
    expect(second.locator(".gradwalk")).to_have_attribute("data-theme", "dark", timeout=30_000)
    expect(second.locator(".player .position")).to_have_text("30 / 30")
    assert page.locator("iframe").nth(1).bounding_box()["height"] == 400
    assert page.title() == "Notebook"
