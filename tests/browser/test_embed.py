"""Explorers in somebody else's page: an element, several of them, a frame."""

import io
import re
import shutil

import pytest
from explorer import SECONDS, Explorer
from PIL import Image, ImageStat
from playwright.sync_api import expect

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Week 3</title>
<link rel="icon" href="data:,">
<script type="module" src="gradwalk/gradwalk.js"></script>
<style>button {{ background: pink !important }} * {{ letter-spacing: 0.3em }}</style>
</head><body><h1>Week 3</h1>
<script>
  window.told = [];
  for (const what of ["run", "moment", "error", "lesson"])
    document.addEventListener(`gradwalk-${{what}}`, ({{ target, detail }}) =>
      told.push([target.id, what, detail]));
</script>
{body}
</body></html>"""

OWN = """<grad-walk id="{id}" {more}>
    import torch
    x = torch.tensor({value}, requires_grad=True)
    (x * x).backward()
    print(x.grad)
</grad-walk>"""
# How many figures the element's BokehJS, a module that the page has no name for, holds.
VIEWS = """async () => {
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  const { embed } = await import(asked.find((name) => name.endsWith("/vendor/bokeh.js")));
  return [...embed.index].length;
}"""
FAR = '<p style="margin-top: 3000px">far below</p>'


@pytest.fixture
def course(course_root, open_page):
    """Open a page of a course that has these elements."""
    folder, address = course_root

    def begin(*body, listen=None, **choices):
        (folder / "page.html").write_text(PAGE.format(body="\n".join(body)), encoding="utf-8")
        return open_page(f"{address}page.html", listen=listen, **choices)

    return begin


def told(page, what):
    return page.evaluate("what => told.filter((each) => each[1] === what)", what)


def wait_for(page, what, count=1):
    page.wait_for_function(
        "([what, count]) => told.filter((each) => each[1] === what).length >= count",
        arg=[what, count],
        timeout=90 * SECONDS,
    )


def call(page, id, method, *arguments):
    page.evaluate(
        "([id, method, ...rest]) => document.getElementById(id)[method](...rest)",
        [id, method, *arguments],
    )


def test_a_lesson_in_a_page_is_drawn_when_it_comes_near(course):
    asked = []
    listen = {"request": lambda request: asked.append(request.url)}
    page = course(FAR, '<grad-walk id="a" lesson="detach" lang="zh"></grad-walk>', listen=listen)
    page.wait_for_function("!!customElements.get('grad-walk')")
    page.wait_for_timeout(500)
    light = [url for url in asked if "/gradwalk/" in url]
    assert {url.rpartition("/")[2] for url in light} == {
        "gradwalk.js",
        "element.js",
    }
    page.locator("#a").scroll_into_view_if_needed()
    expect(page.locator("#a .player .position")).to_have_text("30 / 30")
    expect(page.locator("#a button.run")).to_contain_text("运行")
    assert (
        page.locator("#a button.run").evaluate("e => getComputedStyle(e).letterSpacing") == "normal"
    )
    assert [url for url in asked if "/gradwalk/python/" in url] == []


def test_three_programs_share_one_python(course):
    page = course(
        *(OWN.format(id=id, value=value, more="run") for id, value in (("a", 1.0), ("b", 2.0))),
        OWN.format(id="c", value=3.0, more='theme="dark"'),
    )
    page.locator("#c").scroll_into_view_if_needed()
    wait_for(page, "run", 2)
    expect(page.locator("#c .empty")).to_contain_text("has not run yet")
    page.locator("#c button.run").click()
    wait_for(page, "run", 3)
    for id, printed in (("a", "tensor(2.)"), ("b", "tensor(4.)"), ("c", "tensor(6.)")):
        expect(page.locator(f"#{id}").get_by_role("log")).to_contain_text(printed)
    assert page.locator("iframe").count() == 1
    assert len(page.frames) == 2
    assert [each[2]["errors"] for each in told(page, "run")] == [[], [], []]
    expect(page.locator("#c .gradwalk")).to_have_attribute("data-theme", "dark")


def test_an_element_can_be_driven_and_tells_what_happens(course):
    page = course('<grad-walk id="a" lesson="detach" moment="3"></grad-walk>')
    expect(page.locator("#a .player .position")).to_have_text("3 / 30")
    call(page, "a", "seek", 1)
    call(page, "a", "step", 2)
    call(page, "a", "step", -1)
    page.wait_for_function("told.filter(([, what]) => what === 'moment').length > 4")
    moments = [detail["moment"] for _, _, detail in told(page, "moment")]
    assert moments[:2] == [3, 1]
    assert moments[-1] < moments[-2]
    call(page, "a", "write", "x = = 1")
    call(page, "a", "run")
    wait_for(page, "error")
    assert told(page, "error")[0][2]["type"] == "SyntaxError"


TYPED = "import torch\nprint(torch.ones(2) * 7)\n"


def test_what_was_typed_stays_whatever_the_page_does_with_the_element(course):
    page = course('<div id="box"></div>', '<grad-walk id="a" lesson="detach"></grad-walk>')
    explorer = Explorer(page)
    explorer.drawn().write(TYPED).press("Home", "ArrowRight")
    shown = explorer.moment()
    root = page.locator("#a .gradwalk").element_handle()
    page.evaluate("document.getElementById('box').append(document.getElementById('a'))")
    assert root.is_visible(), "moved, it need not be made anew"
    attributes = {"lang": "zh", "theme": "dark", "hide": "lessons questions", "height": "700px"}
    for attribute in attributes.items():
        call(page, "a", "setAttribute", *attribute)
    expect(explorer.run_button).to_contain_text("运行")
    expect(page.locator("#a .gradwalk")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#a .inspector")).to_be_visible()
    assert page.locator("#a").bounding_box()["height"] >= 700
    assert root.is_visible(), "nor where an attribute has changed"
    expect(page.locator("#a .cm-content")).to_contain_text("torch.ones(2) * 7")
    assert explorer.moment() == shown
    page.evaluate("window.kept = document.getElementById('a'); kept.remove()")
    page.wait_for_function("!kept.shadowRoot.querySelector('.gradwalk')")
    page.evaluate("document.body.prepend(kept)")
    expect(page.locator("#a .cm-content")).to_contain_text("torch.ones(2) * 7")
    expect(page.locator("#a div.stale")).to_be_visible()
    assert explorer.moment() == shown
    page.evaluate("kept.setAttribute('moment', '9')")
    expect(page.locator("#a .position")).to_have_text("9 / 30")
    page.evaluate("kept.setAttribute('readonly', '')")
    expect(page.locator("#a button.run")).to_have_count(0)
    page.evaluate("kept.removeAttribute('readonly'); kept.removeAttribute('lang')")
    explorer.run_button.click()
    explorer.settled()
    expect(explorer.output).to_contain_text("tensor([7., 7.])")


def test_events_say_what_happened(course):
    page = course(OWN.format(id="a", value=2.0, more='run lang="en"'))
    wait_for(page, "run")
    (_, _, ran) = told(page, "run")[0]
    assert "x = torch.tensor(2.0" in ran["source"]
    assert ran["printed"] == ["tensor(4.)\n"]
    assert (ran["errors"], ran["stopped"]) == ([], None)
    (_, _, moment) = told(page, "moment")[-1]
    assert moment["moment"] == moment["count"] == ran["moments"]
    assert moment["phase"] in {"forward", "backward"}
    assert moment["text"]
    page.evaluate("document.getElementById('a').write('x = (')")
    page.evaluate("document.getElementById('a').run()")  # waits for its end
    (_, _, error) = told(page, "error")[0]
    assert (error["type"], error["line"]) == ("SyntaxError", 1)


HOSTILE = """<style>
  body, body *:not(style, script) { all: unset; box-sizing: border-box !important; }
  html { direction: rtl; text-transform: uppercase; font: 900 40px/4 cursive; letter-spacing: 1em;
         text-align: center; white-space: pre; color: red; pointer-events: none; text-indent: 4em;
         word-spacing: 2em; cursor: wait; user-select: none; visibility: hidden; zoom: 1; }
  grad-walk { visibility: inherit; }
</style>"""


def test_a_page_s_own_looks_end_at_the_element(course):
    page = course(HOSTILE, '<grad-walk id="a" lesson="detach" lang="en"></grad-walk>')
    explorer = Explorer(page).drawn()
    looks = page.locator("#a .caption").evaluate("""(element) => {
      const all = getComputedStyle(element);
      return [all.direction, all.textTransform, all.letterSpacing, all.textAlign, all.whiteSpace,
        all.visibility, all.pointerEvents, all.textIndent, all.fontSize];
    }""")
    assert looks == ["ltr", "none", "normal", "start", "normal", "visible", "auto", "0px", "14.5px"]
    assert page.locator("#a").bounding_box()["height"] >= 560
    explorer.press("Home", "ArrowRight")
    assert explorer.moment() > 1
    page.locator("#a").get_by_label("Step forward").click()


STRICT = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'"


def test_under_a_strict_policy_lessons_play_and_run_says_why_it_cannot(course_root, browser):
    folder, address = course_root
    (folder / "strict.html").write_text(
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{STRICT}">'
        '<script type="module" src="gradwalk/gradwalk.js"></script>'
        '<grad-walk id="a" lesson="detach" lang="en"></grad-walk>'
    )
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(f"{address}strict.html")
    explorer = Explorer(page).drawn()
    assert page.locator("#a").bounding_box()["height"] >= 560
    box = page.locator("#a .graph").bounding_box()
    assert box["width"] > 300
    assert box["height"] > 200
    shot = Image.open(io.BytesIO(page.locator("#a .graph").screenshot())).convert("L")
    assert ImageStat.Stat(shot).stddev[0] > 5, "nothing is drawn"
    explorer.press("Home", "ArrowRight")
    assert explorer.moment() > 1
    explorer.run_button.click()
    expect(explorer.notice).to_contain_text("Content-Security-Policy: script-src", timeout=30_000)
    page.context.close()


APP = """<script type="module">
  const host = document.createElement("div");
  document.body.append(host);
  host.attachShadow({ mode: "open" });
  window.show = (lesson) => {
    const element = document.createElement("grad-walk");
    element.id = "a";
    element.lang = "en";
    element.setAttribute("lesson", lesson);
    host.shadowRoot.replaceChildren(element);
  };
  show("detach");
</script>"""


def test_in_an_application_of_shadow_roots_that_makes_its_elements_anew(course):
    page = course(APP)
    explorer = Explorer(page).drawn()
    expect(page.locator(".lesson-text h2")).to_contain_text("detach")
    for lesson, title in (("cut_path", "The cut path"), ("backward", "Backward")):
        page.evaluate(f"show('{lesson}')")
        expect(page.locator(".lesson-text h2")).to_contain_text(title)
    explorer.drawn().press("Home", "ArrowRight")
    assert explorer.moment() > 1
    assert page.locator("grad-walk").count() == 1
    assert [name for _, name, _ in told(page, "moment")], "events cross the shadow roots"


@pytest.fixture(scope="session")
def newer(course_root):
    """The folder of another version of gradwalk: its scenes are of a version of its own."""
    folder, _ = course_root
    other = folder / "newer"
    shutil.copytree(folder / "gradwalk", other)
    for path in other.rglob("*.js"):  # it stands in contract.js and in what is joined of it
        path.write_text(path.read_text().replace("VERSION = 2", "VERSION = 3"))
    for path in (other / "scenes").glob("*.json"):
        path.write_text(path.read_text().replace('{"version":2,', '{"version":3,'))
    return "newer"


def test_two_versions_on_one_page(course, newer):
    said = []
    page = course(
        f'<script type="module" src="{newer}/gradwalk.js"></script>',
        f'<script type="module" src="{newer}/gradwalk.js?as=grad-walk-2"></script>',
        '<grad-walk id="a" lesson="detach" lang="en"></grad-walk>',
        '<grad-walk-2 id="b" lesson="detach" lang="en"></grad-walk-2>',
        listen={"console": lambda message: said.append(message.text)},
    )
    page.locator("#b").scroll_into_view_if_needed()
    for id in ("a", "b"):
        expect(page.locator(f"#{id} .position")).to_have_text("30 / 30")
    assert any("already another gradwalk" in text for text in said)
    page.locator("#a button.run").click()
    expect(page.locator("#a button.run")).not_to_have_class(
        re.compile("running"), timeout=90 * SECONDS
    )
    wait_for(page, "run")
    expect(page.locator("#a").get_by_role("alert")).to_be_hidden()


def test_an_element_may_be_taken_away_and_put_back(course):
    page = course('<grad-walk id="a" lesson="detach"></grad-walk>')
    position = page.locator("#a .player .position")
    expect(position).to_have_text("30 / 30")
    page.evaluate("window.kept = document.getElementById('a'); kept.remove()")
    assert page.evaluate(VIEWS) == 0
    page.evaluate("document.body.prepend(kept)")
    expect(position).to_have_text("30 / 30")
    page.evaluate("kept.setAttribute('lesson', 'cut_path')")
    expect(page.locator("#a .lesson-text h2")).to_contain_text("The cut path")
    assert page.locator("#a .gradwalk").count() == 1


def test_an_unknown_lesson_is_told(course):
    page = course('<grad-walk id="a" lesson="nothing_of_the_kind"></grad-walk>')
    expect(page.locator("#a").get_by_role("alert")).to_contain_text("no lesson called nothing_of")
    wait_for(page, "error")


def test_a_read_only_one_cannot_be_changed_or_run(course):
    page = course(
        '<grad-walk id="a" lesson="detach" readonly hide="lessons questions"></grad-walk>'
    )
    expect(page.locator("#a .player .position")).to_have_text("30 / 30")
    assert page.locator("#a button.run").count() == 0
    text = page.locator("#a .cm-content").inner_text()
    page.locator("#a .cm-content").focus()
    page.keyboard.type("x = 1")
    assert page.locator("#a .cm-content").inner_text() == text


@pytest.mark.parametrize("width", [1280, 390])
def test_an_element_keeps_to_its_width(course, width):
    page = course('<grad-walk id="a" lesson="detach"></grad-walk>', width=width)
    expect(page.locator("#a canvas:not(.afar)").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#a").bounding_box()
    assert box["height"] >= 560


def test_on_a_phone_the_player_of_what_comes_into_sight_stays_below_its_header(course):
    page = course(
        *(f'<grad-walk id="{each}" lesson="detach"></grad-walk>' for each in "ab"), width=390
    )
    page.locator("#b").scroll_into_view_if_needed()
    expect(page.locator("#b canvas:not(.afar)").first).to_be_visible()
    for seen in (40, 150, 400):
        page.evaluate(
            "seen => scrollBy(0, b.getBoundingClientRect().top - innerHeight + seen)",
            seen,
        )
        header, player = (
            page.locator(f"#b {each}").bounding_box() for each in (".header", ".player")
        )
        assert player["y"] >= header["y"] + header["height"]
        if seen == 400:
            assert player["y"] + player["height"] == pytest.approx(800, abs=2)


def test_a_frame_where_no_scripts_are_allowed(course):
    page = course(
        '<iframe title="lesson" width="900" height="520"'
        ' src="gradwalk/embed.html#lesson=cut_path&lang=zh&theme=dark&moment=5&hide=lessons">'
        "</iframe>"
    )
    frame = page.frame_locator("iframe[title=lesson]")
    expect(frame.locator(".player .position")).to_contain_text("5 / ")
    expect(frame.locator(".gradwalk")).to_have_attribute("data-theme", "dark")
    expect(frame.locator(".inspector")).to_be_visible()
    expect(frame.locator(".lessons")).to_be_hidden()


def test_an_element_takes_the_theme_of_the_page_around(course):
    page = course('<grad-walk id="a" lesson="detach" theme="page"></grad-walk>', scheme="dark")
    explorer = page.locator("#a .gradwalk")
    expect(explorer).to_have_attribute("data-theme", "light")  # the page is white in any case
    page.evaluate("document.body.style.background = '#112'")
    expect(explorer).to_have_attribute("data-theme", "dark")
    page.evaluate(
        "document.body.style.background = ''; document.documentElement.style.colorScheme = 'dark'"
    )
    expect(explorer).to_have_attribute("data-theme", "dark")
    page.evaluate("document.documentElement.style.colorScheme = 'light'")
    expect(explorer).to_have_attribute("data-theme", "light")
