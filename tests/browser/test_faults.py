"""What can go wrong on the way to Python: it is told in words, and lessons play all the same."""

import re

import pytest
from explorer import SECONDS, Explorer
from playwright.sync_api import expect

PROGRAM = "import torch\nprint(torch.ones(2) * 2)\n"
# As a browser in which pages may run no WebAssembly; and the end of the worker by its program.
NO_WASM = "delete globalThis.WebAssembly"
DIES = """\
import random
modules = random._os.sys.modules
modules["importlib"].import_module("js").self.close()
"""


@pytest.fixture
def visit(built, browser):
    """Open a lesson in a page whose requests can be spoiled; the console may complain there."""
    contexts = []

    def begin(page="lessons/detach.html", script=None):
        context = browser.new_context(service_workers="block", locale="en-US")
        contexts.append(context)
        if script:
            context.add_init_script(script)
        opened = context.new_page()
        opened.goto(built + page)
        return Explorer(opened)

    yield begin
    for context in contexts:
        context.close()


def run(explorer):
    explorer.write(PROGRAM)
    explorer.page.keyboard.press("Control+Enter")
    return explorer.ran()


def works(explorer):
    """Whether a lesson plays and a program runs."""
    run(explorer).to_the_end()
    assert explorer.printed() == ["tensor([2., 2.])"]
    expect(explorer.notice).to_be_hidden()


def plays(explorer):
    explorer.open_lesson("Leaves and roots").press("Home", "ArrowRight")
    assert explorer.moment() > 1


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda route: route.fulfill(status=404), "is not on the server (status 404)"),
        (lambda route: route.fulfill(body=b"no zip"), "did not arrive as it was made"),
        (lambda route: route.abort("connectionreset"), "The network failed while"),
    ],
    ids=["missing", "corrupt", "network"],
)
def test_a_file_of_the_runtime_that_does_not_come(visit, spoil, told):
    explorer = visit().drawn()
    stdlib = re.compile(r"/python/python_stdlib\.")
    explorer.page.route(stdlib, spoil)
    run(explorer)
    expect(explorer.notice).to_contain_text(told)
    expect(explorer.notice).to_contain_text("python_stdlib")
    expect(explorer.notice).to_contain_text("ecorded lessons play without")
    plays(explorer)
    explorer.page.unroute(stdlib)
    works(explorer)


def test_a_file_that_came_broken_once_is_fetched_again(visit):
    explorer = visit().drawn()
    spoiled = []

    def spoil(route):
        spoiled.append(route.request.url)
        if len(spoiled) == 1:
            route.fulfill(body=b"cut short")
        else:
            route.continue_()

    explorer.page.route(re.compile(r"/python/gradwalk-"), spoil)
    works(explorer)
    assert len(spoiled) == 2


def test_without_webassembly_lessons_play(visit):
    explorer = visit(script=NO_WASM).drawn()
    run(explorer)
    expect(explorer.notice).to_contain_text("does not let pages run WebAssembly")
    plays(explorer)


def test_a_worker_that_a_program_has_ended_is_replaced(visit):
    explorer = visit().drawn()
    explorer.write(DIES)
    explorer.page.keyboard.press("Control+Enter")
    explorer.ran()
    run(explorer)
    expect(explorer.notice).to_contain_text("it does not answer")
    works(explorer)


def test_ten_runs_asked_for_at_once_are_one(visit):
    explorer = visit().drawn()
    explorer.write(PROGRAM)
    for _ in range(10):
        explorer.page.keyboard.press("Control+Enter")
    explorer.ran().to_the_end()
    assert explorer.printed() == ["tensor([2., 2.])"]
    assert explorer.page.locator("iframe").count() == 1


def test_a_scene_of_a_newer_version_and_one_that_is_missing(visit):
    explorer = visit().drawn()
    explorer.page.route(re.compile("/scenes/leaves"), lambda route: route.fulfill(status=404))
    choose(explorer, "Leaves and roots")
    expect(explorer.notice).to_contain_text("This lesson could not be fetched")
    explorer.page.route(
        re.compile("/scenes/backward"), lambda route: route.fulfill(json={"version": 99})
    )
    choose(explorer, "Backward, and gradients")
    expect(explorer.notice).to_contain_text("99")
    explorer.page.unroute_all()
    plays(explorer)


def choose(explorer, title):
    explorer.page.locator(".lessons-button").click()
    explorer.page.get_by_role("menuitemradio", name=title).click()


def test_storage_that_is_forbidden(visit):
    forbidden = (
        "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('no') } })"
    )
    explorer = visit(script=forbidden).drawn()
    explorer.page.get_by_role("button", name="中文").click()
    expect(explorer.page.get_by_role("button", name="播放", exact=True)).to_be_visible(
        timeout=10 * SECONDS
    )


def test_bokehjs_that_does_not_come_is_told(built, browser):
    page = browser.new_context(service_workers="block", locale="en-US").new_page()
    page.route(re.compile("bokeh"), lambda route: route.abort())
    page.goto(f"{built}lessons/detach.html")
    expect(page.get_by_role("alert")).to_contain_text("The picture cannot be drawn")
    page.context.close()
