"""What the page is for: a write that backward refuses, and one that it does not notice."""

import re

import pytest
from playwright.sync_api import expect

LESSON = ".data against .detach()"
CLASSIC = "which is output 0 of SigmoidBackward0, is at version 1; expected version 0 instead"
NEWER = "which is output 0 of Sigmoid, is at version 1; expected version 0 instead"


@pytest.fixture
def mismatch(explorer):
    return explorer.open_lesson(LESSON)


def test_the_alarm_comes_with_the_write_before_backward(mismatch):
    mismatch.press("Home")
    while not re.search(r"zero_.* in place", mismatch.caption.inner_text()):
        assert mismatch.moment() < mismatch.moments(), "no in-place write was told of"
        mismatch.press("ArrowRight")
    expect(mismatch.caption).to_contain_text("version 0 → 1")
    written = mismatch.moment()
    mismatch.press("b")
    assert written < mismatch.moment()
    mismatch.select("y2")
    expect(mismatch.inspector).to_contain_text("saved v0 · now v1")


def test_the_refusal_is_told_whole(mismatch):
    mismatch.press("e")
    expect(mismatch.errors).to_have_count(1)
    expect(mismatch.errors.locator("pre.message")).to_contain_text(NEWER)
    story = mismatch.inspector.locator(".story-line")
    expect(story).to_have_text(
        [re.compile(r"saved.*y2 = x2\.sigmoid\(\)", re.DOTALL),
         re.compile(r"changed.*z2\.zero_\(\)", re.DOTALL),
         re.compile(r"needed.*y2\.sum\(\)\.backward\(\)", re.DOTALL)]
    )  # fmt: skip
    expect(mismatch.errors.locator(".plain")).to_contain_text("z2")
    assert mismatch.errors.locator(".mends li").count() >= 2
    for kind in ("saved", "wrote", "needed"):
        expect(mismatch.page.locator(f".cm-line.line-{kind}")).to_have_count(1)


def test_the_older_wording_is_a_choice(mismatch):
    mismatch.page.get_by_label(re.compile("Wording")).select_option("classic")
    mismatch.settled().to_the_end()
    expect(mismatch.errors.locator("pre.message")).to_contain_text(CLASSIC)


def test_the_silent_case_shows_the_true_gradient(mismatch):
    mismatch.to_the_end()
    card = mismatch.output.locator(".card.wrong")
    expect(card).to_contain_text("Silently wrong gradient")
    for number in ("0.1966", "0.105", "0.0452"):
        expect(card).to_contain_text(number)
    assert "tensor([0., 0., 0.])" in mismatch.printed()
    mismatch.select("x1")
    expect(mismatch.inspector).to_contain_text("the true gradient")
    expect(mismatch.inspector).to_contain_text("0.1966")


def test_play_stops_at_the_error(mismatch):
    mismatch.moving().page.get_by_label("Speed").select_option("8")
    mismatch.press("Home", " ")
    expect(mismatch.errors).to_be_visible(timeout=60_000)
    expect(mismatch.page.get_by_label("Play", exact=True)).to_be_visible()


def test_it_is_told_in_chinese_beside_the_english_message(mismatch):
    mismatch.press("e")
    mismatch.page.get_by_role("button", name="中文").click()
    expect(mismatch.errors.locator("pre.message")).to_contain_text(NEWER)
    expect(mismatch.errors.locator(".plain")).to_contain_text("版本")
    expect(mismatch.errors.locator(".mends")).to_contain_text(re.compile("[\u4e00-\u9fff]"))
