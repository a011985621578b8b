"""The static site: any server shows it, under any path; recorded lessons need no Python."""

import re
import time

import pytest
from explorer import SECONDS, Explorer
from gradwalk_ui import lessons
from playwright.sync_api import expect

PROGRAM = """\
import torch
x = torch.ones(2, requires_grad=True)
(x * {factor}).sum().backward()
print(x.grad)
"""
# No line begins in it that could be counted.
ENDLESS = """\
import itertools
import torch
x = torch.ones(2, requires_grad=True)
print((x * 3).sum())
sum(1 for _ in itertools.count())
"""

LONG = 400  # moments


@pytest.fixture
def visit(built, open_page):
    """Open a page of the site; nothing may be asked for outside its folder."""
    asked = []

    def begin(page="lessons/single_layer.html", **choices):
        listen = {"request": lambda request: asked.append(request.url)}
        return Explorer(open_page(built + page, listen=listen, **choices))

    begin.asked = asked
    yield begin
    assert [url for url in asked if not url.startswith((built, "blob:", "data:"))] == []


def test_the_index_lists_the_lessons_and_ones_own_programs(visit):
    page = visit("").page
    titles = [each.title["en"].replace("`", "") for each in lessons.lessons()]
    listed = page.locator("ol.lessons h2 span[lang=en]").all_inner_texts()
    assert listed[:-1] == [*titles, "Twice x"]
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_text("一层网络")).to_be_visible()
    page.get_by_role("link", name="Twice").click()
    explorer = Explorer(page).drawn()
    expect(explorer.page).to_have_title(re.compile("Twice"))
    assert explorer.to_the_end().printed() == ["tensor([2., 2.])"]


@pytest.mark.parametrize("lesson", lessons.lessons(), ids=lambda lesson: lesson.id)
def test_a_lesson_plays_with_no_python_started(visit, built, lesson):
    explorer = visit(f"lessons/{lesson.id}.html", still=False).drawn()
    explorer.page.get_by_label("Speed").select_option("8")
    explorer.page.get_by_label("How far").select_option("line")  # the fewest pictures
    explorer.press("Home")
    if explorer.moments() > LONG:  # from its beginning and to its end; between them is the same
        explorer.press(" ")
        expect(explorer.timeline).not_to_have_attribute("aria-valuenow", "1")
        explorer.press(" ")
        explorer.timeline.click(
            position={"x": 0.9 * explorer.timeline.bounding_box()["width"], "y": 20}
        )
    play = explorer.page.get_by_label("Play", exact=True)
    while explorer.moment() < explorer.moments():  # it halts at each error
        explorer.press(" ")
        expect(play).to_be_visible(timeout=60 * SECONDS)
    assert [url for url in visit.asked if url.startswith(f"{built}python/")] == []


def test_a_lesson_chosen_from_the_menu_has_an_address(visit, built):
    explorer = visit().drawn()
    explorer.open_lesson(".data against .detach()").press("e")
    expect(explorer.errors).to_contain_text("modified by an inplace operation")
    assert explorer.page.url == f"{built}lessons/data_or_detach.html"
    Explorer(explorer.page).page.reload()
    expect(explorer.drawn().page.locator(".lessons-button")).to_contain_text(".data against")


def test_the_way_back_to_the_list(visit, built):
    explorer = visit().drawn()
    explorer.page.get_by_title("All lessons").click()
    expect(explorer.page).to_have_url(f"{built}index.html")
    expect(explorer.page.locator("ol.lessons li")).not_to_have_count(0)


def test_a_program_is_changed_and_run_in_the_page(visit):
    explorer = visit().drawn()
    explorer.write(PROGRAM.format(factor=3))
    explorer.page.keyboard.press("Control+Enter")
    expect(explorer.page.locator(".progress-text")).to_contain_text("Python")
    explorer.settled().to_the_end()
    assert explorer.printed() == ["tensor([3., 3.])"]
    asked = len(visit.asked)
    explorer.write(PROGRAM.format(factor=4))
    explorer.page.keyboard.press("Control+Enter")
    explorer.settled().to_the_end()
    assert explorer.printed() == ["tensor([4., 4.])"]
    assert len(visit.asked) == asked


@pytest.mark.parametrize("host", ["static"], indirect=True)
def test_stop_ends_what_never_ends_and_the_page_goes_on(explorer):
    explorer.run(PROGRAM.format(factor=2))
    start = time.monotonic()
    explorer.run(PROGRAM.format(factor=3))
    took = time.monotonic() - start  # with its picture: by then the endless line has begun
    explorer.write(ENDLESS)
    explorer.page.keyboard.press("Control+Enter")
    explorer.page.wait_for_timeout(2 * took * SECONDS)
    explorer.run_button.click()
    explorer.settled()
    expect(explorer.output).to_contain_text("Stopped, as you asked. What came before is drawn.")
    assert explorer.to_the_end().printed()[0].startswith("tensor(6., grad_fn=<SumBackward0>)")
    assert explorer.moments() > 2
    explorer.open_lesson("Leaves and roots")
    explorer.write(PROGRAM.format(factor=5))
    explorer.page.keyboard.press("Control+Enter")
    explorer.settled().to_the_end()
    assert explorer.printed() == ["tensor([5., 5.])"]


@pytest.mark.parametrize("host", ["static"], indirect=True)
def test_a_line_that_never_ends_is_ended_and_what_came_before_is_drawn(explorer):
    explorer.write(ENDLESS)
    explorer.page.keyboard.press("Control+Enter")
    explorer.settled()
    expect(explorer.output).to_contain_text("This line took too long")
    assert explorer.to_the_end().printed()[0].startswith("tensor(6., grad_fn=<SumBackward0>)")


@pytest.mark.parametrize("host", ["static"], indirect=True)
def test_an_endless_loop_of_lines_ends_by_itself_with_its_picture(explorer):
    explorer.write("import torch\nx = torch.ones(1)\nwhile True:\n    pass\n")
    explorer.page.keyboard.press("Control+Enter")
    explorer.settled()
    expect(explorer.output).to_contain_text("Stopped after")


@pytest.mark.parametrize("page", ["index.html", "explorer.html", "lessons/detach.html"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_is_no_wider_than_the_screen(visit, page, width):
    explorer = visit(page, width=width, scheme="dark")
    explorer.page.wait_for_load_state("networkidle")
    assert explorer.width_of_content() <= width
