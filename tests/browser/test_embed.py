"""Explorers in somebody else's page: an element, several of them, a frame."""

import pytest
from explorer import SECONDS
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
        "embedding.js",
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
    assert [each[2]["errors"] for each in told(page, "run")] == [0, 0, 0]
    expect(page.locator("#c .gradwalk")).to_have_attribute("data-theme", "dark")


def test_an_element_can_be_driven_and_tells_what_happens(course):
    page = course('<grad-walk id="a" lesson="detach" moment="3"></grad-walk>')
    expect(page.locator("#a .player .position")).to_have_text("3 / 30")
    call(page, "a", "seek", 1)
    call(page, "a", "step", 2)
    call(page, "a", "step", -1)
    page.wait_for_function("told.filter(([, what]) => what === 'moment').length > 4")
    moments = [detail["moment"] for _, _, detail in told(page, "moment")]
    assert moments[0] == 2
    assert moments[1] == 0
    assert moments[-1] < moments[-2]
    call(page, "a", "write", "x = = 1")
    call(page, "a", "run")
    wait_for(page, "error")
    assert told(page, "error")[0][2]["type"] == "SyntaxError"


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
    page = course('<grad-walk id="a" lesson="detach" readonly hide="lessons"></grad-walk>')
    expect(page.locator("#a .player .position")).to_have_text("30 / 30")
    assert page.locator("#a button.run").count() == 0
    text = page.locator("#a .cm-content").inner_text()
    page.locator("#a .cm-content").focus()
    page.keyboard.type("x = 1")
    assert page.locator("#a .cm-content").inner_text() == text


@pytest.mark.parametrize("width", [1280, 390])
def test_an_element_keeps_to_its_width(course, width):
    page = course('<grad-walk id="a" lesson="detach"></grad-walk>', width=width)
    expect(page.locator("#a canvas").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#a").bounding_box()
    assert box["height"] >= 560


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
