"""The code before and after its editor is fetched: looked at, and typed into."""

import io

import pytest
from explorer import Explorer
from PIL import Image, ImageChops
from playwright.sync_api import expect

LAST = "print(x2.grad)"


class Waiting:
    """Requests for the editor that wait, until all may pass: it is fetched, then imported."""

    def __init__(self):
        self.routes = []
        self.passing = False

    def take(self, route):
        if self.passing:
            route.continue_()
        else:
            self.routes.append(route)


@pytest.fixture
def visit(built, browser):
    """A lesson, whose editor comes only when it is let through."""
    waiting, contexts = Waiting(), []

    def begin(scheme="light", lesson="data_or_detach"):
        context = browser.new_context(
            service_workers="block", locale="en-US", color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.route("**/codemirror.js", waiting.take)
        page.goto(f"{built}lessons/{lesson}.html")
        return Explorer(page).drawn().told(), waiting

    yield begin
    for context in contexts:
        context.close()


def asked(explorer, waiting):
    """The request for the editor, once it is there."""
    for _ in range(500):
        if waiting.routes:
            break
        explorer.page.wait_for_timeout(20)
    return waiting.routes.pop()


def let_come(explorer, waiting):
    """Let the editor through, now and from now on."""
    first = asked(explorer, waiting)
    waiting.passing = True
    first.continue_()


def picture(explorer):
    return Image.open(io.BytesIO(explorer.page.locator(".editor").screenshot())).convert("RGB")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_moves_when_the_editor_comes(visit, scheme):
    explorer, waiting = visit(scheme=scheme, lesson="single_layer")
    before = picture(explorer)
    assert waiting.routes == [], "a lesson is read without it"
    content = explorer.editor
    content.evaluate("element => element.focus()")
    let_come(explorer, waiting)
    expect(content).to_have_attribute("contenteditable", "true")
    content.evaluate("element => element.blur()")
    after = picture(explorer)
    assert ImageChops.difference(before, after).getbbox() is None


def test_the_caret_and_what_is_typed_go_over_into_the_editor(visit):
    explorer, waiting = visit()
    page = explorer.page
    page.locator(".cm-line", has_text="y2 = x2.sigmoid()").click(position={"x": 9, "y": 10})
    expect(page.locator(".cm-line.line-now")).to_contain_text("y2 = x2.sigmoid()")
    page.keyboard.type("ab")
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("c")
    assert "ayc" not in explorer.editor.inner_text()
    let_come(explorer, waiting)
    expect(page.locator(".cm-line", has_text="ayc2 = x2.sigmoid()")).to_be_visible()
    page.keyboard.type("!")
    expect(page.locator(".cm-line", has_text="ayc!2 = x2.sigmoid()")).to_be_visible()
    expect(page.get_by_text("The code has changed")).to_be_visible()


def test_a_selection_goes_over_too_and_ctrl_enter_runs_what_was_typed(visit):
    explorer, waiting = visit(lesson="single_layer")
    page = explorer.page
    line = page.locator(".cm-line", has_text="import torch")
    line.click()  # which goes to the line, and marks it
    line.click(click_count=3)
    page.keyboard.type("import torch  # mine")
    page.keyboard.press("Control+Enter")
    let_come(explorer, waiting)
    expect(explorer.editor).to_have_attribute("contenteditable", "true")
    explorer.settled().editor.press("Control+Home")  # it shows the line of the last moment
    expect(page.locator(".cm-line").first).to_have_text("import torch  # mine")
    expect(page.get_by_text("The code has changed")).to_be_hidden()


def test_an_editor_that_does_not_come_is_told_and_asked_for_again(visit):
    explorer, waiting = visit()
    page = explorer.page
    page.locator(".cm-line", has_text=LAST).click()
    page.keyboard.type("lost")
    asked(explorer, waiting).abort()
    expect(explorer.notice).to_contain_text("The editor could not be fetched")
    page.locator(".cm-line", has_text=LAST).click()
    let_come(explorer, waiting)
    expect(explorer.editor).to_have_attribute("contenteditable", "true")
    explorer.press("Home", "ArrowRight")
    assert explorer.moment() > 1


def test_what_was_made_of_a_lesson_is_there_when_the_page_is_loaded_again(visit):
    explorer, waiting = visit()
    page = explorer.page
    waiting.passing = True
    page.locator(".cm-line", has_text=LAST).click()
    expect(explorer.editor).to_have_attribute("contenteditable", "true")
    with page.expect_request("**/python/*.wasm"):  # a run is likely now
        page.keyboard.type("# mine ")
    page.reload()
    explorer.drawn()
    draft = page.locator(".draft")
    expect(draft).to_contain_text("These are your changes")
    expect(explorer.editor).to_contain_text("# mine")
    expect(page.get_by_text("The code has changed")).to_be_visible()
    draft.get_by_role("button", name="The lesson's own code").click()
    expect(explorer.editor).not_to_contain_text("# mine")
    expect(page.get_by_text("The code has changed")).to_be_hidden()
    explorer.open_lesson("Leaves and roots")
    expect(draft).to_be_hidden()
    explorer.open_lesson(".data against .detach()")
    draft.get_by_role("button", name="Show my changes").click()
    expect(explorer.editor).to_contain_text("# mine")
    assert waiting.routes == []


def test_three_clicks_select_the_line_though_its_lesson_has_a_longer_text(visit):
    explorer, waiting = visit(lesson="single_layer")
    page = explorer.page
    line = page.locator(".cm-line", has_text="w = torch")
    box = line.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 8)
    for count in (1, 2, 3):
        page.mouse.down(click_count=count)
        page.mouse.up(click_count=count)
    let_come(explorer, waiting)
    expect(explorer.editor).to_have_attribute("contenteditable", "true")
    expect(page.locator(".lesson-text")).to_contain_text("one switch that matters")
    page.keyboard.type("pass")
    expect(page.locator(".cm-line", has_text="pass")).to_be_visible()
    expect(line).to_have_count(0)
