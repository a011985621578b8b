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


ODD = f"""\
import torch
מתחיל_פה = torch.tensor([1e308, -1e308], dtype=torch.float64, requires_grad=True)
{"n" * 5000} = מתחיל_פה * 10
{"n" * 5000}.sum().backward()
print("😀", "مرحبا")
"""


def test_emoji_right_to_left_names_without_end_and_the_largest_numbers_stay_in_their_place(
    tmp_path, open_page
):
    texts = dict.fromkeys(("en", "zh"), "odd")
    scene = answer({"source": ODD})["scene"]
    assert scene["errors"] == []
    file = tmp_path / "odd.html"
    page = export.page_of(site.Recorded("odd", texts, texts, scene), export.WHOLE_PAGE)
    file.write_text(page, encoding="utf-8")
    explorer = Explorer(open_page(file.as_uri(), width=390, height=800))
    expect(explorer.output).to_contain_text("😀 مرحبا")
    explorer.press("Home", "ArrowRight", "End")
    expect(explorer.position).to_have_text(f"{len(scene['moments'])} / {len(scene['moments'])}")
    page = explorer.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    texts = page.evaluate("document.body.innerText")
    assert "NaN" not in texts
    assert "undefined" not in texts
    numbers = {value["text"] for value in scene["values"]}
    assert any("e+308" in text for text in numbers)
    assert any("inf" in text for text in numbers)
