"""The static site in Firefox: what a reader does, from end to end. See conftest.py for where."""

import re
from urllib.parse import urlsplit

import firefox
import pytest
from explorer import SECONDS, Explorer
from playwright.sync_api import expect

PROGRAM = """\
import torch
x = torch.ones(2, requires_grad=True)
y = x.sigmoid()
{spoil}
y.sum().backward()
print(x.grad)
"""
COPY = """(text) => {
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
}"""
# Playwright is told of no download there.
KEEP_BLOBS = """() => {
  const make = URL.createObjectURL;
  window.blobs = [];
  URL.createObjectURL = (blob) => make.call(URL, (window.blobs.push(blob), blob));
}"""
# Else the browser's own list of what was saved takes the keyboard.
PREFERENCES = {"browser.download.alwaysOpenPanel": False}
ENDLESS = "import itertools\nsum(1 for _ in itertools.count())\n"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Week 3</title>
<script type="module" src="gradwalk/gradwalk.js"></script>
<grad-walk id="a" lesson="detach" lang="zh" moment="3"></grad-walk></html>"""


class Typed(Explorer):
    """Firefox takes no paste that a script has made."""

    def write(self, source):
        self.page.evaluate(COPY, source)
        self.page.keyboard.press("Control+c")
        self.page.evaluate("document.querySelector('body > textarea').remove()")
        self.editor.focus()
        expect(self.editor).to_have_attribute("contenteditable", "true")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Control+v")
        return self


@pytest.fixture(scope="module")
def page(playwright):
    launched = playwright.firefox.launch(
        channel="moz-firefox", executable_path=firefox.find(), firefox_user_prefs=PREFERENCES
    )
    context = launched.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    context.set_default_timeout(30_000)
    yield context.new_page()
    launched.close()


@pytest.fixture
def watched(page):
    """Fails on an error that nobody caught, and on any request to another host."""
    wrong, hosts = [], set()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    yield page
    assert wrong == []
    assert len(hosts - {""}) == 1


def test_a_lesson_is_played_changed_run_failed_mended_and_shared(watched, built):
    watched.goto(f"{built}lessons/single_layer.html")
    explorer = Typed(watched).drawn()
    explorer.press("Home", "b")
    expect(explorer.caption).to_contain_text("backward starts")
    explorer.to_the_end().select("w")
    expect(explorer.inspector).to_contain_text("121.6140")
    watched.get_by_role("button", name="中文").click()
    expect(explorer.run_button).to_contain_text("运行")
    watched.get_by_role("button", name="English").click()
    watched.get_by_role("button", name="Take it away").click()
    watched.evaluate(KEEP_BLOBS)
    for name, ending, beginning in (("Picture", "png", "PNG"), ("Animation", "gif", "GIF89a")):
        watched.get_by_role("menuitem", name=name).click()
        saved = re.compile(rf"Saved as \S+\.{ending}\.")
        expect(watched.locator(".take-panel")).to_contain_text(saved, timeout=90 * SECONDS)
        assert beginning in watched.evaluate("blobs.at(-1).slice(0, 8).text()")
    explorer.open_lesson(".data against .detach()").press("Home", "e")
    expect(explorer.errors).to_contain_text("modified by an inplace operation")

    explorer.run(PROGRAM.format(spoil="y.zero_()")).to_the_end()
    expect(explorer.errors).to_contain_text("modified by an inplace operation")
    explorer.run(PROGRAM.format(spoil="")).to_the_end()
    expect(explorer.errors).to_have_count(0)
    assert explorer.printed() == ["tensor([0.1966, 0.1966])"]

    watched.locator(".link > button").click()
    field = watched.locator(".link-panel input")
    expect(field).to_have_value(re.compile("#v=1&code="))
    watched.goto(field.input_value())
    expect(watched.locator(".graph .empty")).to_contain_text("has not run yet")
    explorer.run_button.click()
    explorer.settled()
    expect(explorer.output).to_contain_text("0.1966")


def test_what_never_ends_is_stopped(watched, built):
    watched.goto(f"{built}explorer.html")
    explorer = Typed(watched).drawn().write(ENDLESS)
    watched.keyboard.press("Control+Enter")
    expect(watched.locator(".progress-text")).to_be_hidden(timeout=90 * SECONDS)
    explorer.run_button.click()
    explorer.settled().run(PROGRAM.format(spoil="")).to_the_end()
    assert explorer.printed() == ["tensor([0.1966, 0.1966])"]


def test_an_element_in_a_page(watched, course_root):
    folder, address = course_root
    (folder / "firefox.html").write_text(PAGE, encoding="utf-8")
    watched.goto(f"{address}firefox.html")
    explorer = Explorer(watched)
    expect(explorer.position).to_have_text("3 / 30")
    expect(explorer.run_button).to_contain_text("运行")
    explorer.run_button.click()
    explorer.settled()
    expect(explorer.output).to_contain_text("tensor")
