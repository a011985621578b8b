"""A scene whose graph leads back into itself, made by hand: it is told, and to be seen."""

from explorer import Explorer
from gradwalk_ui import export, site
from gradwalk_ui.answer import answer
from playwright.sync_api import expect

SOURCE = """\
import torch
x = torch.ones(2, requires_grad=True)
y = x * 2
z = y.exp()
"""


def in_a_circle():
    """A good scene with one edge more, from what was made last to the op that began."""
    scene = answer({"source": SOURCE})["scene"]
    first = next(node for node in scene["nodes"] if node["kind"] == "op")
    last = [node for node in scene["nodes"] if node["kind"] == "tensor"][-1]
    edge = {**scene["edges"][0], "id": "e99", "from": last["id"], "to": first["id"]}
    edge["path"] = [last["x"], last["y"], [first["x"], first["y"]]]
    scene["edges"].append(edge)
    scene["changes"]["e99"] = {"shown": [[len(scene["moments"]) - 1, True]]}
    return scene


def test_a_circle_is_told_in_words_in_both_languages(tmp_path, open_page):
    texts = dict.fromkeys(("en", "zh"), "circle")
    file = tmp_path / "circle.html"
    page = export.page_of(site.Recorded("circle", texts, texts, in_a_circle()), export.WHOLE_PAGE)
    file.write_text(page, encoding="utf-8")
    explorer = Explorer(open_page(file.as_uri()))
    card = explorer.output.locator(".card")
    expect(card).to_contain_text("The graph leads back into itself: z goes into MulBackward0")
    expect(card).to_contain_text("red and dashed")
    card.get_by_role("button", name="line 3").click()
    explorer.press("ArrowLeft", "End")
    explorer.page.get_by_role("button", name="中文").click()
    expect(card).to_contain_text("这个图绕回了自身")
