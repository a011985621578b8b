"""What docs/teaching says to paste, as it stands there, in the places that it is for.

Plain HTML; a Quarto page, by the Pandoc that Quarto hands its raw blocks to; a learning platform's
page, cleaned as Canvas cleans it; and a notebook's output where Colab puts it.
"""

import re
from pathlib import Path

import nh3
import pypandoc
import pytest
from explorer import SECONDS
from gradwalk_ui.notebook import explore
from playwright.sync_api import expect
from web import shown

TEACHING = Path(__file__).parents[2] / "docs" / "teaching"
HOST = "https://your.host/site/"
PAGE = '<!doctype html><meta charset="utf-8"><title>Week 3</title><link rel="icon" href="data:,">'
PATIENCE = 30 * SECONDS  # until a first explorer is drawn
# What Canvas leaves of a teacher's page (gems/canvas_sanitize of canvas-lms, as far as it concerns
# what we say to paste): these elements, these attributes, these properties of `style`.
CANVAS = {
    "tags": {"a", "br", "code", "div", "em", "h2", "h3", "iframe", "img", "p", "pre", "span"},
    "clean_content_tags": {"script", "style"},
    "attributes": {
        "*": {"aria-label", "class", "dir", "id", "lang", "role", "style", "title"},
        "a": {"href", "name", "target"},
        "img": {"align", "alt", "height", "src", "width"},
        "iframe": {"allowfullscreen", "frameborder", "height", "name", "sandbox", "src", "width"},
    },
    "url_schemes": {"http", "https"},
    "filter_style_properties": {"border", "height", "max-width", "min-height", "width"},
    "link_rel": None,
}
# Colab's frame for outputs: of an origin of its own, sandboxed, and filled in by a script.
OUTPUT_FRAME = (
    '<iframe title="output" width="1000" height="640" sandbox="allow-scripts allow-forms '
    'allow-popups allow-same-origin" src="{address}"></iframe>'
)
FILLED = """<div id="output"></div><script>
fetch("output.html").then((reply) => reply.text())
  .then((html) => (document.getElementById("output").innerHTML = html));
</script>"""


def blocks(page, language):
    """The blocks of code on a page of the docs that are in this language."""
    text = (TEACHING / page).read_text(encoding="utf-8")
    found = re.findall(rf"^(```+){language}\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)
    return [inside for _, inside in found]


@pytest.fixture
def paste(course_root, open_page):
    """Open a page of the course with this in it."""
    folder, address = course_root

    def begin(html, **choices):
        (folder / "pasted.html").write_text(PAGE + html, encoding="utf-8")
        return open_page(f"{address}pasted.html", **choices)

    return begin


def plays(explorer):
    """Whether an explorer is drawn and goes on by a key."""
    position = explorer.locator(".player .position")
    expect(position).to_contain_text("/", timeout=PATIENCE)
    explorer.locator("canvas:not(.afar)").first.click()
    explorer.locator(".gradwalk").press("Home")
    expect(position).to_contain_text(re.compile("^1 / "))
    explorer.locator(".gradwalk").press("ArrowRight")
    expect(position).to_contain_text(re.compile("^[23] / "))


def test_plain_html(paste):
    page = paste(blocks("html.md", "html")[0].replace(HOST, "gradwalk/"))
    lesson, program = page.locator("grad-walk").all()
    plays(lesson)
    program.scroll_into_view_if_needed()
    program.locator("button.run").click(timeout=PATIENCE)
    expect(program.get_by_role("log")).to_have_text("tensor(12.)", timeout=3 * PATIENCE)


def test_a_quarto_page(paste):
    lesson, own = blocks("quarto.md", "md")
    source = f"---\ntitle: Week 3\n---\n\nA lesson.\n\n{lesson}\nOurs.\n\n{own}"
    source = source.replace("site/", "gradwalk/").replace("my_lesson", "twice")
    options = ["--standalone", "--section-divs", "--metadata", "lang=en"]
    page = paste(pypandoc.convert_text(source, "html", format="markdown", extra_args=options))
    first, second = page.locator("grad-walk").all()
    plays(first)
    second.scroll_into_view_if_needed()
    expect(second.locator(".lesson-text h2")).to_contain_text("Twice", timeout=PATIENCE)
    expect(second.locator(".header")).to_be_hidden()
    plays(second)
    word = pypandoc.convert_text(source, "plain", format="markdown")
    assert "grad-walk" not in word


@pytest.mark.parametrize("source", ["lms.md", "html.md"])
def test_a_page_of_a_learning_platform_keeps_the_frame(source, course_root, browser, tmp_path):
    (frame,) = (each for each in blocks(source, "html") if "<iframe" in each)
    element = blocks("html.md", "html")[0]
    kept = nh3.clean(f"<p>Watch this.</p>{frame}{element}", **CANVAS)
    assert "<script" not in kept
    assert "<grad-walk" not in kept
    site = f"{course_root[1]}gradwalk/"
    html = f"{PAGE}{kept.replace(HOST, site)}"
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    context = browser.new_context(locale="zh-CN", service_workers="block")
    context.add_init_script("try { if (top !== self) top.document; } catch { window.apart = true }")
    with shown(tmp_path) as platform:  # another origin than the site's
        page = context.new_page()
        page.goto(f"{platform}page.html")
        inside = page.frame_locator("iframe[title=detach]")
        expect(inside.locator(".gradwalk")).to_have_attribute("lang", "en", timeout=PATIENCE)
        plays(inside)
        assert page.frames[1].evaluate("window.apart") is True
        assert page.locator("iframe").bounding_box()["height"] == 560
        inside.locator("button.run").click()
        expect(inside.locator("button.run.running")).to_have_count(0, timeout=3 * PATIENCE)
        expect(inside.get_by_role("log")).to_contain_text("tensor", timeout=PATIENCE)
        context.close()


def test_a_notebook_s_output_in_a_frame_like_colab_s(browser, tmp_path):
    (tmp_path / "output.html").write_text(
        explore("detach", lang="zh")._repr_mimebundle_()["text/html"], encoding="utf-8"
    )
    (tmp_path / "frame.html").write_text(PAGE + FILLED, encoding="utf-8")
    asked = []
    context = browser.new_context(locale="en-US")
    with shown(tmp_path) as outputs, shown(tmp_path) as notebook:
        frame = OUTPUT_FRAME.format(address=f"{outputs}frame.html")
        (tmp_path / "notebook.html").write_text(PAGE + frame, encoding="utf-8")
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{notebook}notebook.html")
        explorer = page.frame_locator("iframe[title=output]").frame_locator("iframe")
        expect(explorer.locator(".gradwalk")).to_have_attribute("lang", "zh-CN", timeout=PATIENCE)
        plays(explorer)
        names = [url.rpartition("/")[2] for url in asked if url.startswith("http")]
        assert names == ["notebook.html", "frame.html", "output.html"]
        context.close()
