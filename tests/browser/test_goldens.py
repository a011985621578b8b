"""How a mismatch looks at three widths, in both languages and themes: goldens under review.

Fonts and browsers differ between machines, so nothing is compared pixel by pixel: where the parts
of the page lie, that none covers another, and small grey thumbnails. `make accept` writes both
anew; the sheet is there for the eye.
"""

import io
import json
import os
from pathlib import Path

import pytest
from explorer import Explorer
from pictures import ALIKE, ImageChops, thumbnail
from PIL import Image, ImageStat
from playwright.sync_api import expect

FOLDER = Path(__file__).parents[1] / "golden" / "looks"
SHEET, BOXES = FOLDER / "sheet.png", FOLDER / "boxes.json"
WIDTHS = {1280: 800, 768: 1024, 390: 844}
SHRUNK = 2.5  # times smaller on the sheet than on the screen
APART = 0.1  # of the window: how far a border may move with another font
PARTS = {
    "header": ".header", "text": ".lesson-text", "code": ".code", "output": ".output",
    "graph": ".graph", "inspector": ".inspector", "player": ".player", "timeline": ".track",
}  # fmt: skip
WHERE = """(parts) => Object.fromEntries(Object.entries(parts).map(([name, selector]) => {
  const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
  return [name, [left / innerWidth, top / innerHeight, right / innerWidth, bottom / innerHeight]];
}))"""
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# On a phone the player stays on the screen while the rest is scrolled under it.
OVER = {"player", "timeline"}


@pytest.fixture(scope="module")
def looks(browser, built):
    """Of each language, theme and width, where the parts are, and a picture."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{built}lessons/data_or_detach.html")
    explorer = Explorer(page).drawn().press("e")
    expect(explorer.errors.first).to_be_visible()
    found = {}
    for language, run in (("English", "Run"), ("中文", "运行")):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("button", name=language).click()
        expect(explorer.run_button).to_contain_text(run)
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": 1280, "height": 800})
            if page.locator(".gradwalk").get_attribute("data-theme") != theme:
                page.locator(".choices-panel > .picture").first.click()
            for width, height in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate("scrollTo(0, 0)")
                page.evaluate(PAINTED)
                name = f"{page.locator('.gradwalk').get_attribute('lang')} {theme} {width}"
                shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                found[name] = (page.evaluate(WHERE, PARTS), shot, explorer.width_of_content())
    context.close()
    if os.environ.get("GRADWALK_ACCEPT"):
        accept(found)
    return found


def accept(found):
    FOLDER.mkdir(exist_ok=True)
    rounded = {
        name: {part: [round(each, 3) for each in box] for part, box in boxes.items()}
        for name, (boxes, *_) in found.items()
    }
    text = json.dumps(rounded, indent=1).replace("\n   ", " ").replace("\n  ]", " ]")
    BOXES.write_text(text + "\n", encoding="utf-8")
    sheet_of(found).quantize(160, Image.Quantize.MAXCOVERAGE).save(SHEET, optimize=True)


def places():
    """Where on the sheet each look is, and its size there."""
    top = 0
    for language in ("en", "zh-CN"):
        for theme in ("light", "dark"):
            left = 0
            for width, height in WIDTHS.items():
                size = (int(width / SHRUNK), int(height / SHRUNK))
                yield f"{language} {theme} {width}", (left, top), size
                left += size[0] + 8
            top += int(max(WIDTHS.values()) / SHRUNK) + 8


def sheet_of(found):
    all_places = list(places())
    width = max(at[0] + size[0] for _, at, size in all_places)
    height = max(at[1] + size[1] for _, at, size in all_places)
    sheet = Image.new("RGB", (width, height), "#808080")
    for name, at, size in all_places:
        sheet.paste(found[name][1].resize(size, Image.Resampling.LANCZOS), at)
    return sheet


def test_the_parts_lie_where_they_lay(looks):
    kept = json.loads(BOXES.read_text(encoding="utf-8"))
    assert kept.keys() == looks.keys()
    for name, (boxes, *_) in looks.items():
        for part, box in boxes.items():
            # What is under a text, on a phone, lies as much lower as the text is longer.
            tolerance = APART if "390" not in name else 2.5 * APART
            apart = max(abs(a - b) for a, b in zip(box, kept[name][part], strict=True))
            assert apart < tolerance, f"{name}: {part}"


def test_nothing_lies_over_anything_or_beyond_the_side(looks):
    for name, (boxes, _, wide) in looks.items():
        assert wide <= int(name.split()[-1]), name
        parts = [each for each in boxes if each not in OVER]
        for one in parts:
            for other in parts[parts.index(one) + 1 :]:
                a, b = boxes[one], boxes[other]
                over = [min(a[2 + i], b[2 + i]) - max(a[i], b[i]) for i in (0, 1)]
                assert min(over) < 0.004, f"{name}: {one} and {other}"


def test_it_looks_as_it_did(looks):
    assert SHEET.stat().st_size < 500_000
    kept = Image.open(SHEET).convert("RGB")
    for name, (left, top), size in places():
        was = thumbnail(kept.crop((left, top, left + size[0], top + size[1])))
        apart = ImageStat.Stat(ImageChops.difference(was, thumbnail(looks[name][1]))).mean[0]
        assert apart < ALIKE, name
