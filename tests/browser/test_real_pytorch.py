"""An error of real PyTorch on the page, where PyTorch is; `make accept` takes its picture anew."""

from importlib.util import find_spec
from pathlib import Path

from explorer import Explorer
from gradwalk_ui import cli
from pictures import check_picture
from playwright.sync_api import expect

RESIDUAL = Path(__file__).parents[1] / "torch_bridge" / "residual.py"

if find_spec("torch") is not None:

    def test_the_page_names_the_tensor_the_node_and_the_lines(tmp_path, open_page):
        file = tmp_path / "residual.html"
        assert cli.main(["torch", str(RESIDUAL), "-o", str(file)]) == 1
        explorer = Explorer(open_page(file.as_uri(), width=1440, height=900))
        expect(explorer.position).to_have_text("45 / 45")
        explorer.press("Home", "e")
        expect(explorer.errors).to_contain_text("SigmoidBackward0 saved h at version 0 (line 12)")
        expect(explorer.errors).to_contain_text("On line 13 relu_ wrote h in place")
        explorer.caption.click()  # away from the timeline, whose focus ring says nothing here
        explorer.page.wait_for_timeout(500)  # the graph moves to what it is about
        check_picture(explorer.page, "real_pytorch")
