"""A lesson in the page: it is there, it plays, it can be stepped and looked into."""

import re

import pytest
from explorer import SECONDS
from gradwalk_ui import lessons
from playwright.sync_api import expect


def test_the_page_opens_on_the_first_lesson(explorer):
    expect(explorer.page).to_have_title(re.compile("gradwalk"))
    expect(explorer.page.locator(".lessons-button")).to_contain_text("One layer, drawn as a graph")
    expect(explorer.editor).to_contain_text("z = w * x + b")
    expect(explorer.graph.locator(".canvas canvas:not(.afar)").first).to_be_visible()
    assert explorer.moments() > 20


def test_the_space_bar_plays_a_lesson_to_its_end(explorer):
    explorer.moving().page.get_by_label("Speed").select_option("8")
    explorer.press("Home", " ")
    expect(explorer.page.get_by_label("Pause")).to_be_visible()
    last = str(explorer.moments())
    expect(explorer.timeline).to_have_attribute("aria-valuenow", last, timeout=60 * SECONDS)
    expect(explorer.page.get_by_label("Play", exact=True)).to_be_visible()
    assert explorer.printed()[-2:] == ["tensor([[121.6140]])", "tensor([[12.1614]])"]


def test_a_click_plays_and_pauses(explorer):
    explorer.moving().press("Home")
    explorer.page.get_by_label("Play", exact=True).click()
    expect(explorer.timeline).not_to_have_attribute("aria-valuenow", "1", timeout=10 * SECONDS)
    explorer.page.get_by_label("Pause").click()
    stopped = explorer.moment()
    explorer.page.wait_for_timeout(1500)
    assert explorer.moment() == stopped < explorer.moments()


def test_a_step_back_undoes_a_step_forward(explorer):
    explorer.press("Home")
    words = [explorer.caption.inner_text()]
    for _ in range(12):
        explorer.press("ArrowRight")
        words.append(explorer.caption.inner_text())
    assert len(set(words)) > 8
    for expected in reversed(words[:-1]):
        explorer.press("ArrowLeft")
        assert explorer.caption.inner_text() == expected


def test_the_grains_take_steps_of_three_sizes(explorer):
    taken = {}
    for keys in ("Shift+ArrowRight", "ArrowRight", "Alt+ArrowRight"):
        explorer.press("Home")
        taken[keys] = 0
        while explorer.moment() < explorer.moments():
            explorer.press(keys)
            taken[keys] += 1
    assert taken["Shift+ArrowRight"] < taken["ArrowRight"] < taken["Alt+ArrowRight"]
    assert taken["Alt+ArrowRight"] == explorer.moments() - 1


def test_the_timeline_can_be_clicked(explorer):
    box = explorer.timeline.bounding_box()
    explorer.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 11)
    assert abs(explorer.moment() - explorer.moments() / 2) <= 2


def test_the_next_event_is_one_with_a_mark(explorer):
    explorer.press("Home")
    before = explorer.moment()
    explorer.press("]")
    assert explorer.moment() > before
    explorer.press("b")
    expect(explorer.caption).to_contain_text("backward starts")


def test_the_running_line_is_marked(explorer):
    explorer.press("Home", "b")
    expect(explorer.page.locator(".cm-line.line-now")).to_have_text("loss_value.backward()")


def test_a_click_on_a_line_goes_where_it_runs(explorer):
    explorer.page.locator(".cm-line", has_text="z = w * x + b").click()
    expect(explorer.page.locator(".cm-line.line-now")).to_have_text("z = w * x + b")


@pytest.mark.parametrize(
    ("node", "facts"),
    [
        ("w", ["leaf", "0.8231", "121.6140", "[1, 1]", "torch.float32", "True", "_version"]),
        ("z", ["9.0807", "AddBackward0", "is_leaf", "False", "not kept"]),
        ("MulBackward0", ["grad · x", "[[12.1614]] · 10", "saved for backward", "saved v0"]),
    ],
)
def test_the_inspector_tells_what_a_node_is(explorer, node, facts):
    explorer.to_the_end().select(node)
    for fact in facts:
        expect(explorer.inspector).to_contain_text(fact)


def test_who_shares_a_storage(explorer):
    explorer.open_lesson("detach: two tensors, one storage").to_the_end().select("x")
    expect(explorer.inspector).to_contain_text("The same memory is also reached through:")
    expect(explorer.inspector.locator(".chips", has_text="y")).to_be_visible()
    expect(explorer.inspector).to_contain_text("version 1")


def test_every_lesson_opens_and_runs_through(explorer):
    for lesson in lessons.lessons():
        explorer.open_lesson(lesson.title["en"].replace("`", "")).to_the_end()
        assert explorer.printed()
        expect(explorer.notice).to_be_hidden()


def test_a_lesson_shows_no_marks_of_cells(explorer):
    explorer.open_lesson_number(4)
    for key in ("End", "Home"):  # a long text's far lines are not drawn
        explorer.press(key)
        expect(explorer.page.locator(".text-cell.bare")).not_to_have_count(0)
        expect(explorer.editor).not_to_contain_text("%%")
