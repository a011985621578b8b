"""What can go wrong between a reader and Python in the page.

Each fault is real and told in words, nothing typed is lost, and lessons play all the same.
"""

import json
import re
import time

import chromium
import pytest
import web
from explorer import SECONDS, Explorer
from playwright.sync_api import expect

PROGRAM = "import torch\nprint(torch.ones(2) * 2)\n"
# The end of the worker by its own program.
DIES = """\
import random
modules = random._os.sys.modules
modules["importlib"].import_module("js").self.close()
"""
ENDLESS = "import itertools\nsum(1 for _ in itertools.count())\n"
STDLIB = r"/python/python_stdlib\."
LESSON = "lessons/detach.html"


@pytest.fixture(scope="module")
def faults():
    """What the server of this module does wrong; a test fills it in."""
    return {}


@pytest.fixture(scope="module")
def spoiled(course_root, faults):
    """The site on a server that can fail."""
    with web.shown(course_root[0], faults) as address:
        yield address


@pytest.fixture
def visit(spoiled, faults, browser):
    """Open a page of the site; the console may complain there."""
    contexts = []

    def begin(page=LESSON, script=None, language="en-US"):
        context = browser.new_context(service_workers="block", locale=language)
        context.set_default_timeout(15_000)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        opened = context.new_page()
        opened.goto(f"{spoiled}gradwalk/{page}")
        return Explorer(opened)

    yield begin
    faults.clear()
    for context in contexts:
        context.close()


@pytest.fixture
def own(playwright, tmp_path, spoiled):
    """Open a lesson in a Chromium of one's own, with switches or preferences."""
    contexts = []

    def begin(*switches, preferences=None, script=None):
        if preferences:
            (tmp_path / "Default").mkdir()
            (tmp_path / "Default" / "Preferences").write_text(json.dumps(preferences))
        context = playwright.chromium.launch_persistent_context(
            tmp_path, executable_path=chromium.find(), args=[*chromium.TEST_FLAGS, *switches],
            locale="en-US",
        )  # fmt: skip
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{spoiled}gradwalk/{LESSON}")
        return Explorer(page).drawn()

    yield begin
    for context in contexts:
        context.close()


def run(explorer, source=PROGRAM):
    return explorer.run(source)


def works(explorer):
    """Whether a program runs."""
    run(explorer).to_the_end()
    assert explorer.printed() == ["tensor([2., 2.])"]
    expect(explorer.notice).to_be_hidden()


def refuses(explorer, *words):
    """Whether it is told why a program does not run, which is still there; and lessons play."""
    run(explorer)
    for each in words:
        expect(explorer.notice).to_contain_text(each)
    expect(explorer.editor).to_contain_text("torch.ones(2) * 2")
    expect(explorer.page.get_by_text("The code has changed")).to_be_visible()
    plays(explorer)


def plays(explorer):
    explorer.open_lesson("Leaves and roots").press("Home", "ArrowRight")
    assert explorer.moment() > 1


def test_a_file_of_the_runtime_that_does_not_come(visit, faults):
    explorer = visit().drawn()
    for spoil, told in (
        (web.missing, "is not on the server (status 404)"),
        (web.corrupt, "did not arrive as it was made"),
        (web.cut, "The network failed while"),
    ):
        faults[STDLIB] = spoil
        refuses(explorer, told, "python_stdlib", re.compile("lessons play without"))
    faults.clear()
    works(explorer)


def test_it_is_told_in_chinese_too(visit, faults):
    faults[STDLIB] = web.cut
    explorer = run(visit(language="zh-CN").drawn())
    expect(explorer.notice).to_contain_text("网络中断")


def test_a_file_that_came_broken_once_is_fetched_again(visit, faults):
    spoil, asked = web.once(web.corrupt), []

    def answer(handler, content):
        asked.append(handler.path)
        spoil(handler, content)

    faults[r"/python/gradwalk\."] = answer
    works(visit().drawn())
    assert len(asked) == 2


def test_without_webassembly_lessons_play(own):
    refuses(own("--js-flags=--jitless"), "does not let pages run WebAssembly")


def test_a_browser_without_workers(own):
    """There is none here: this one forgets them.

    The frame stays in the page's process: in one of its own, it may begin before it has forgotten.
    """
    explorer = own("--disable-features=IsolateSandboxedIframes", script="delete globalThis.Worker")
    refuses(explorer, "Python in this page has ended: Worker is not defined")


@pytest.mark.parametrize("lacking", ["CompressionStream", "DecompressionStream"])
def test_an_old_browser(visit, lacking):
    """It forgets what the old ones do not have."""
    explorer = visit(script=f"delete globalThis.{lacking}").drawn()
    page = explorer.page
    plays(explorer.write(PROGRAM))
    explorer.write(PROGRAM)
    page.get_by_role("button", name="Copy a link").click()
    if lacking == "CompressionStream":
        expect(page.get_by_text("too old for links")).to_be_visible()
    else:
        field = page.get_by_label("The link, to be copied")
        expect(field).to_have_value(re.compile("code="))
        page.goto(field.input_value())
        expect(explorer.notice).to_contain_text("too old for links")
        plays(explorer)


def test_a_browser_that_is_too_old_for_all_of_it(visit):
    page = visit(script="delete Object.hasOwn", language="zh-CN").page
    expect(page.get_by_role("alert")).to_contain_text("浏览器版本太旧")
    expect(page.get_by_role("alert")).to_contain_text("y = x.detach()")


def test_a_module_that_does_not_come_is_told(visit, faults):
    faults[r"/joined\.js"] = web.cut
    page = visit().page
    expect(page.get_by_role("alert")).to_contain_text("The explorer cannot be loaded")
    faults.clear()
    page.reload()
    Explorer(page).drawn()


def test_a_part_that_did_not_come_is_asked_for_again(visit, faults):
    """Be it a module, or one that this one needs: a browser would never ask for either again."""
    explorer = visit().drawn()
    search = explorer.page.get_by_role("combobox", name="Search")
    for name, spoil in (("/search/panel", web.missing), ("/search/find", web.cut)):
        faults[name] = spoil
        explorer.press("/")
        expect(explorer.notice).to_contain_text("This part of the page could not be fetched")
        faults.clear()
    explorer.press("/")
    expect(search).to_be_focused()
    expect(explorer.notice).to_be_hidden()
    faults["/take/menu"] = web.missing
    explorer.page.get_by_role("button", name="Take it away").click()
    expect(explorer.notice).to_contain_text("This part of the page")
    expect(explorer.page.locator(".take-panel")).to_be_hidden()


def test_a_worker_that_a_program_has_ended_is_replaced(visit):
    explorer = visit().drawn()
    run(explorer, DIES)
    run(explorer)
    expect(explorer.notice).to_contain_text("has ended Python", timeout=20 * SECONDS)
    works(explorer)


def send(session, kind, method):
    """Say something to the one DevTools target of a kind."""
    (found,) = [
        each["targetId"]
        for each in session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
        if each["type"] == kind
    ]
    to = session.send("Target.attachToTarget", {"targetId": found})
    message = json.dumps({"id": 1, "method": method})
    session.send("Target.sendMessageToTarget", {"message": message, **to})


# What Python's frame has told the page.
HEARD = """
  globalThis.heard = [];
  const port = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    set(hear) { port.set.call(this, (event) => (heard.push(event.data.kind), hear(event))); },
  });
"""


def test_python_that_the_browser_ends_in_mid_run(playwright, spoiled):
    """Its process, then its worker alone, which tells nobody: Stop is there."""
    flags = [*chromium.TEST_FLAGS, "--site-per-process"]
    browser = playwright.chromium.launch(executable_path=chromium.find(), args=flags)
    page = browser.new_context(service_workers="block", locale="en-US").new_page()
    page.add_init_script(HEARD)
    page.goto(f"{spoiled}gradwalk/{LESSON}")
    Explorer(page).drawn().write(ENDLESS)
    session = browser.new_browser_cdp_session()
    inside = page.context.new_cdp_session(page)  # Playwright itself takes the page for dead

    def until(expression):
        for _ in range(300):
            said = inside.send("Runtime.evaluate", {"expression": expression})["result"]["value"]
            if said:
                return
            time.sleep(0.2)
        raise AssertionError(expression)

    def do(expression):
        inside.send("Runtime.evaluate", {"expression": expression})

    press = "document.querySelector('button.run').click()"
    runs = "document.querySelector('.progress-text').hidden && !!document.querySelector('.running')"
    told = "document.querySelector('.left').innerText.includes('{}')"
    page.keyboard.press("Control+Enter")
    until(runs)
    send(session, "iframe", "Page.crash")
    until(told.format("The browser has ended Python"))
    until("document.querySelector('.cm-content').innerText.includes('itertools.count()')")
    do("heard.length = 0")
    do(press)
    until("heard.includes('line')")  # the program's own
    send(session, "worker", "Runtime.terminateExecution")
    do(press)
    until(told.format("Stopped, as you asked"))
    browser.close()


@pytest.mark.parametrize("host", ["static"], indirect=True)
def test_ten_runs_asked_for_at_once_are_one(explorer):
    explorer.write(PROGRAM)
    for _ in range(10):
        explorer.page.keyboard.press("Control+Enter")
    explorer.settled().to_the_end()
    assert explorer.printed() == ["tensor([2., 2.])"]
    explorer.write(PROGRAM.replace("* 2", "* 3"))
    explorer.run_button.click(click_count=10)
    explorer.settled().to_the_end()
    assert explorer.printed() == ["tensor([3., 3.])"]
    assert explorer.page.locator("iframe").count() == 1


def test_a_scene_of_a_newer_version_one_cut_short_and_one_that_is_missing(visit, faults):
    explorer = visit().drawn()
    faults["/scenes/backward"] = web.instead('{"version": 99}')
    faults["/scenes/leaves"] = web.missing
    faults["/scenes/single"] = web.cut
    for title, told in (
        ("Leaves and roots", "This lesson could not be fetched"),
        ("One layer", "This lesson could not be fetched"),
        ("Backward, and gradients", "made by another version of gradwalk (99 here"),
    ):
        explorer.page.locator(".lessons-button").click()
        explorer.page.get_by_role("menuitemradio", name=title).click()
        expect(explorer.notice).to_contain_text(told)
    faults.clear()
    plays(explorer)


@pytest.mark.parametrize(("language", "told"), [("en", "no lesson called <b>"), ("zh", "<b>")])
def test_a_lesson_that_is_not_there(visit, language, told):
    explorer = visit(f"embed.html#lesson=<b>&lang={language}")
    expect(explorer.notice).to_contain_text(told)
    expect(explorer.page.locator(".graph")).not_to_contain_text(re.compile("Loading|载入|加载"))


def test_cookies_and_storage_forbidden(own):
    """As a reader does it in the settings."""
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    explorer = own(preferences=blocked)
    page = explorer.page
    with pytest.raises(Exception, match="denied"):
        page.evaluate("localStorage.length")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("button", name="播放", exact=True)).to_be_visible()
    page.get_by_role("button", name="English").click()
    plays(explorer)
    works(explorer)


def test_storage_that_is_full(own, spoiled):
    """For settings, and for what is kept to be there without a network."""
    explorer = own()
    page = explorer.page
    page.evaluate("""() => {
      for (let size = 1 << 22; size > 0; size >>= 1)
        try { localStorage.setItem(`full${size}`, "x".repeat(size)); } catch {}
    }""")
    session = page.context.new_cdp_session(page)
    origin = spoiled.rstrip("/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1000})
    page.reload()
    explorer.drawn().page.get_by_label("Dark theme").click()
    works(explorer)


def test_a_picture_that_cannot_be_drawn_is_told(visit, faults):
    faults["bokeh"] = web.missing
    expect(visit().page.get_by_role("alert")).to_contain_text("The picture cannot be drawn")


SANDBOX = '<iframe sandbox="allow-scripts" src="gradwalk/embed.html#lesson=detach"></iframe>'


def test_a_sandboxed_frame(course_root, browser):
    """It may load nothing, unless the site's server lets everybody ask."""
    (course_root[0] / "sandbox.html").write_text(SANDBOX)
    for kind in (web.Quiet, web.Open):
        with web.shown(course_root[0], kind=kind) as address:
            page = browser.new_context(locale="en-US").new_page()
            page.goto(f"{address}sandbox.html")
            explorer = Explorer(page.frame_locator("iframe"))
            if kind is web.Quiet:
                expect(explorer.notice).to_contain_text("allow-same-origin")
            else:
                explorer.drawn()
                explorer.run_button.click()
                explorer.settled()
                expect(explorer.output).to_contain_text("tensor")
                expect(explorer.notice).to_be_hidden()
            page.context.close()
