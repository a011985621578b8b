"""Small courses made by the real tools, opened in a browser under a sub-path.

Each of tests/courses has the same two pages: a lesson and a program, and a program from a file.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from explorer import SECONDS
from gradwalk_ui import course
from pictures import check_picture
from playwright.sync_api import expect
from web import shown

COURSES = Path(__file__).parents[1] / "courses"
BOOK = Path(sys.prefix) / "book" / "bin" / "jupyter-book"  # an older Sphinx: `make` sets it up
PATIENCE = 30 * SECONDS  # until a first explorer is drawn
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
MADE = {  # tool: how to call it in the course's folder, where the pages are then, and more's name
    "sphinx": ([sys.executable, "-m", "sphinx", "-W", "-j2", ".", "out"], "out", "more.html"),
    "mkdocs": ([sys.executable, "-m", "mkdocs", "build", "--strict"], "site", "more/"),
    "jupyter_book": ([str(BOOK), "build", "-W", "."], "_build/html", "more.html"),
}
KNOWN = ("THEBE_JS_URL", "invalid theme mode")  # Jupyter Book's pages, with or without explorers
FILES = {  # where each has the site's files
    "sphinx": "out/_static/gradwalk",
    "mkdocs": ".cache/gradwalk",
    "jupyter_book": "_build/html/_static/gradwalk",
}


def make(tool, folder):
    command, pages, _ = MADE[tool]
    made = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=QUIET, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return folder / pages


@pytest.fixture(scope="session")
def courses(tmp_path_factory):
    """The web's folder with a course in it made by Sphinx, and its address; others are added."""
    root = tmp_path_factory.mktemp("courses")
    (root / "favicon.ico").touch()  # browsers ask for it
    shutil.copytree(COURSES / "sphinx", root / "sphinx")
    make("sphinx", root / "sphinx")
    with shown(root) as address:
        yield root, address


@pytest.fixture(scope="session")
def address_of(courses):
    """The address of the course that a tool makes, which it does when it is first asked for."""

    def made(tool):
        root, address = courses
        if not (root / tool).exists():
            shutil.copytree(COURSES / tool, root / tool)
            shutil.copytree(root / "sphinx" / FILES["sphinx"], root / tool / FILES[tool])
            make(tool, root / tool)
        return f"{address}{tool}/{MADE[tool][1]}/"

    return made


@pytest.mark.parametrize("tool", MADE)
def test_explorers_are_drawn_and_play_with_no_python(tool, address_of, open_page):
    asked = []
    address, more = address_of(tool), MADE[tool][2]
    listen = {"request": lambda request: asked.append(request.url)}
    page = open_page(address, listen=listen, known=KNOWN)
    lesson, program = page.locator("grad-walk").all()
    expect(lesson.locator(".player .position")).to_have_text("3 / 30", timeout=PATIENCE)
    expect(lesson.locator(".gradwalk")).to_have_attribute("lang", "zh-CN")
    lesson.locator(".gradwalk").focus()
    page.keyboard.press("End")
    expect(lesson.locator(".player .position")).to_have_text("30 / 30")
    program.scroll_into_view_if_needed()
    expect(program.locator(".gradwalk")).to_have_attribute("lang", "en", timeout=PATIENCE)
    expect(program.locator(".gradwalk")).to_have_attribute("data-theme", "dark")
    expect(program.get_by_role("log")).to_contain_text("tensor(12.) </code></pre><b>")
    page.goto(f"{address}unit/{more}")
    own = page.locator("grad-walk")
    expect(own.locator(".player .position")).to_have_text("16 / 16", timeout=PATIENCE)
    expect(own.locator(".lesson-text h2")).to_contain_text("The square")
    expect(own.locator(".header")).to_be_hidden()
    assert any(url.endswith("/gradwalk.js") for url in asked)
    assert [url for url in asked if "/gradwalk/python/" in url] == []


def test_the_picture_of_a_course_page(address_of, open_page):
    page = open_page(f"{address_of('mkdocs')}unit/more/", width=1200, height=860)
    expect(page.locator(".player .position")).to_have_text("16 / 16", timeout=PATIENCE)
    check_picture(page, "course")


def test_a_recorded_program_can_be_changed_and_run(courses, open_page):
    page = open_page(f"{courses[1]}sphinx/out/index.html")
    own = page.locator("grad-walk").nth(1)
    own.scroll_into_view_if_needed()
    expect(own.get_by_role("log")).to_contain_text("tensor(12.)", timeout=PATIENCE)
    own.evaluate("e => e.write('import torch\\nprint(torch.ones(2))')")
    own.locator("button.run").click()
    expect(own.get_by_role("log")).to_have_text("tensor([1., 1.])", timeout=3 * PATIENCE)


def test_making_it_again_makes_what_has_changed_only(courses):
    root = courses[0]
    site = root / "sphinx" / FILES["sphinx"]
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert course.STAMP in {path.name for path in times}
    assert len(list((site / "programs").iterdir())) == 4
    command = [sys.executable, "-m", "sphinx", "-W", ".", "out"]
    again = subprocess.run(command, cwd=root / "sphinx", capture_output=True, text=True, check=True)
    assert "0 added, 0 changed, 0 removed" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_elsewhere_a_program_is_a_code_block(courses):
    root = courses[0]
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "text", ".", "text"]
    subprocess.run(command, cwd=root / "sphinx", check=True)
    text = (root / "sphinx/text/index.txt").read_text(encoding="utf-8")
    assert "   (x ** 3).backward()\n" in text
    assert "grad-walk" not in text
    assert not (root / "sphinx/text/_static").exists()
