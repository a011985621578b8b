"""What can be taken away from the page: each thing of the menu is made, and is what it says."""

import json
import re
from xml.etree import ElementTree

import pytest
from explorer import SECONDS, Explorer
from gradwalk_ui import site, takeaway
from PIL import Image
from playwright.sync_api import expect

# The smallest program whose graph has all that a picture of a mismatch has.
PROGRAM = """\
import torch
x = torch.ones(2, requires_grad=True)
y = x.sigmoid()
y.zero_()
y.sum().backward()
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A page that plays from the disk, as the command makes it."""
    made = tmp_path_factory.mktemp("taken") / "spoiled.html"
    assert isinstance(takeaway.export_to(made, site.Own("spoiled.py", PROGRAM)), site.Recorded)
    return made


def take(explorer, name, folder):
    """Choose something of the menu, and return the file that is saved."""
    item = explorer.page.get_by_role("menuitem", name=name)
    if not item.is_visible():
        explorer.page.get_by_role("button", name="Take it away").click()
    with explorer.page.expect_download(timeout=60 * SECONDS) as download:
        item.click()
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    expect(explorer.page.locator(".take-panel")).to_contain_text(f"Saved as {saved.name}.")
    return saved


def played(page):
    """The explorer of a page that plays from the disk; it has no button to run anything."""
    explorer = Explorer(page)
    expect(explorer.position).to_have_text(re.compile(r"\d+ / \d+"), timeout=30 * SECONDS)
    return explorer


def colours(image):
    return {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}


def test_a_page_from_the_disk_answers_what_was_asked_when_it_was_made(open_page, tmp_path):
    program = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 3).sum().backward()\n"
    made = tmp_path / "asked.html"
    takeaway.export_to(made, site.Own("asked.py", program))
    explorer = played(open_page(made.as_uri())).select("x").press("w")
    expect(explorer.inspector).to_contain_text("3")
    expect(explorer.inspector.locator(".path")).to_have_count(1)
    explorer.press("c")
    expect(explorer.inspector.locator(".verdict")).to_contain_text("Yes.")


def test_everything_on_a_page_from_the_disk_but_that_page(file, open_page, tmp_path):
    explorer = played(open_page(file.as_uri())).press("e")
    graph = explorer.graph.locator(".canvas").bounding_box()
    with Image.open(take(explorer, "Picture", tmp_path)) as png:
        assert re.fullmatch(r"spoiled-\d+\.png", png.filename.rpartition("/")[2])
        assert abs(png.width - 2 * graph["width"]) <= 4
        assert abs(png.height - 2 * graph["height"]) <= 4
        assert {(0xB3, 0x26, 0x1E), (0xFB, 0xFC, 0xFD)} <= colours(png)  # the error, and the ground
    root = ElementTree.parse(take(explorer, "Drawing", tmp_path)).getroot()  # noqa: S314 - our own
    texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"SigmoidBackward0", "saved v0 · now v1"} <= set(texts)
    assert "SigmoidBackward0" in take(explorer, "Graphviz", tmp_path).read_text(encoding="utf-8")
    assert "flowchart TB" in take(explorer, "Mermaid", tmp_path).read_text(encoding="utf-8")
    scene = json.loads(take(explorer, "Scene", tmp_path).read_text(encoding="utf-8"))
    assert scene["source"] == PROGRAM
    with Image.open(take(explorer, "Animation", tmp_path)) as gif:
        assert gif.n_frames > len(scene["moments"])  # values travel between them
        assert gif.size[0] < 1000
        gif.seek(gif.n_frames - 1)
        assert {(0xB3, 0x26, 0x1E), (0xFB, 0xFC, 0xFD)} <= colours(gif)
    expect(explorer.page.get_by_role("menuitem", name="Web page")).to_have_count(0)


def test_a_page_taken_from_the_page_plays_from_the_disk(host, explorer, open_page, tmp_path):
    if host == "served":  # where Python need not be started for it
        explorer.run(PROGRAM.replace("y.zero_()", "print('</script><!-- ${title}')"))
    printed = explorer.to_the_end().printed()
    made = take(explorer, "Web page", tmp_path)
    explorer.page.keyboard.press("Escape")
    again = played(open_page(made.as_uri())).to_the_end()
    assert again.printed() == printed != []
    names = {"served": "program", "static": "single_layer"}
    assert made.name == f"{names[host]}.html"


def test_the_menu_by_keyboard_and_the_copy_of_a_mended_program(explorer):
    page = explorer.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.write(PROGRAM.replace("y.zero_()", "y = y * 2"))
    button = page.get_by_role("button", name="Take it away")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Picture")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Copy as PyTorch")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".take-panel")).to_contain_text("Copied.")
    assert "y = y * 2" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.get_by_role("menuitem", name="Picture")).to_be_hidden()
