"""Any way of use: axe finds no serious fault on any page; all by keyboard; all widths; a finger."""

import re
from pathlib import Path

import pytest
from explorer import SECONDS, Explorer
from gradwalk_ui import site, takeaway
from playwright.sync_api import expect

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  const places = ({ nodes }) => nodes.map(({ html }) => html.slice(0, 120)).join(" | ");
  return grave.map((fault) => `${fault.id}: ${places(fault)}`);
}"""
COURSE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Week 3</title>
<link rel="icon" href="data:,">
<script type="module" src="gradwalk/gradwalk.js"></script>
<main><h1>Week 3</h1><grad-walk lesson="detach"></grad-walk></main></html>"""
PROGRAM = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 2).sum().backward()\n"
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const { outlineStyle } = getComputedStyle(at);
  const ringed = outlineStyle !== "none" || at.closest(".editor") !== null;
  const { width, height } = at.getBoundingClientRect();
  const name = at.getAttribute("aria-label") ?? at.textContent.trim();
  return { name, ringed, seen: width > 0 && height > 0 };
}"""
CUT_OFF = """() => [...document.querySelectorAll(".gradwalk :is(button, select, h1)")]
  .filter((each) => each.checkVisibility() && !each.closest(".slopes, .grid, .heat, .track, .diff"))
  .filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1;
  })
  .map((each) => each.getAttribute("aria-label") ?? each.className)"""


def faults(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))  # past the page's policy
    return page.evaluate(FAULTS)


def test_axe_finds_no_fault_in_the_explorer_in_any_colours_or_language(explorer):
    page = explorer.open_lesson_number(6).press("e").page
    expect(explorer.errors.first).to_be_visible()
    page.get_by_text("All nodes at this step").click()
    expect(page.get_by_role("table").last).to_contain_text("saved tensor, SigmoidBackward0")
    assert faults(page) == []
    page.get_by_label("Dark theme").click()
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("menuitem").first).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.get_by_label("High contrast").click()
    expect(page.locator(".gradwalk")).to_have_attribute("data-contrast", "more")
    page.get_by_role("button", name="中文").click()
    expect(explorer.run_button).to_contain_text("运行")
    explorer.inspector.get_by_role("button", name="SigmoidBackward0").first.click()
    assert faults(page) == []
    page.get_by_label("高对比度").click()
    page.get_by_label("浅色主题").click()
    explorer.press("Escape")
    page.get_by_text("这一步的全部节点").click()


def test_axe_finds_no_fault_on_the_other_pages(course_root, open_page, tmp_path):
    folder, address = course_root
    (folder / "any_way.html").write_text(COURSE, encoding="utf-8")
    taken = tmp_path / "taken.html"
    takeaway.export_to(taken, site.Own("taken.py", PROGRAM))
    drawn = ".player .position:not(:empty)"
    page = open_page(f"{address}gradwalk/index.html", scheme="dark")
    for url, there in (
        (page.url, "ol.lessons"),
        (f"{address}gradwalk/gallery.html", "ul.gallery"),
        (f"{address}gradwalk/embed.html#lesson=detach", drawn),
        (f"{address}any_way.html", drawn),
    ):
        page.goto(url)
        page.wait_for_selector(there, timeout=30 * SECONDS)
        assert faults(page) == [], url
    page = open_page(taken.as_uri())
    page.wait_for_selector(drawn)
    assert faults(page) == []


def test_the_tab_key_comes_everywhere_and_is_seen_to(explorer):
    page = explorer.open_lesson_number(0).page
    page.locator(".gradwalk").evaluate("element => element.focus()")
    met, unseen = [], []
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if not (at["seen"] and at["ringed"]):
            unseen.append(at)
        met.append(at["name"])
        if at["name"] == "Code":  # where Tab indents, as the list of keys says
            page.keyboard.press("Escape")
        if at["name"] == "Speed":
            break
    wanted = ["Take it away", "High contrast", "Code", "Timeline", "Play", "How far one step goes"]
    assert [each for each in wanted if each not in met] == []
    assert met[-1] == "Speed"
    assert unseen == []


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_no_width_scrolls_sideways_or_cuts_a_control_off(built, open_page, language):
    explorer = Explorer(open_page(f"{built}lessons/data_or_detach.html", language=language))
    explorer.drawn().press("e")
    for width in (320, 390, 768, 1280, 2560):
        explorer.page.set_viewport_size({"width": width, "height": 900})
        assert explorer.width_of_content() <= width
        assert explorer.page.evaluate(CUT_OFF) == [], width


def test_a_finger_finds_large_buttons_and_taps_a_node(browser, built):
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    page = context.new_page()
    page.goto(f"{built}lessons/single_layer.html")
    explorer = Explorer(page).drawn()
    for name in ("Play", "Zoom in", "Take it away", "Step back"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert min(box["width"], box["height"]) >= 44, name
    canvas = explorer.graph.locator(".canvas").bounding_box()
    heading = explorer.inspector.locator("h2")
    before = heading.inner_text()
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):  # some node is on the middle line
        page.touchscreen.tap(
            canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] * part
        )
        if heading.inner_text() != before:
            break
    expect(heading).not_to_have_text(before)
    assert re.search(r"\w", heading.inner_text())
    context.close()
