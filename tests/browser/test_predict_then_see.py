"""A lesson asks before it shows: what is hidden, how one answers, and what is kept."""

import re

import pytest
from explorer import Explorer
from gradwalk_ui.lessons import lesson
from pictures import check_picture
from playwright.sync_api import expect


@pytest.fixture
def asked(built, open_page):
    """A lesson's page with its first question."""

    def begin(name, **choices):
        explorer = Explorer(open_page(f"{built}lessons/{name}.html", **choices))
        expect(explorer.page.locator(".predict")).to_be_visible()
        return explorer, explorer.page.locator(".predict")

    return begin


def test_what_comes_is_hidden_until_it_was_predicted(asked, built):
    explorer, card = asked("backward")
    page = explorer.page
    expect(card).to_contain_text("Question 1 of 2")
    gate = explorer.moment()
    assert gate < explorer.moments()
    for key in ("End", "ArrowRight", "]", "e", "Shift+ArrowRight"):
        explorer.press(key)
        assert explorer.moment() == gate
    expect(explorer.output).not_to_contain_text("243.2280")
    expect(page.locator(".text-cell", has_text="Once more")).to_have_count(0)
    explorer.caption.click()  # away from the timeline, whose focus ring says nothing here
    check_picture(page, "predict")
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_have_text("Choose an answer first, or have it shown.")
    # By keyboard alone: to the options, one down, and Enter.
    card.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text(
        "Not quite. The run says: tensor([[243.2280]])"
    )
    expect(card).to_contain_text("A leaf adds what arrives")
    page.keyboard.press("Enter")  # goes on, and to the next question's gate
    expect(card).to_contain_text("Question 2 of 2", timeout=60_000)
    expect(explorer.output).to_contain_text("243.2280")
    card.get_by_role("radio", name="None").check()
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("status")).to_contain_text("Right.")
    page.get_by_role("button", name="中文").click()
    expect(card.get_by_role("status")).to_contain_text("答对了。")
    explorer.press("End")
    assert explorer.moment() == explorer.moments()
    # What was answered is kept: no second question, and a mark in the lists.
    page.reload()
    explorer.drawn()
    assert explorer.moment() == explorer.moments()
    expect(card).to_contain_text("2 题答对了 1 题")
    page.locator(".lessons-button").click()
    expect(page.get_by_role("menuitemradio").nth(2)).to_contain_text("✓ 1/2")
    page.goto(f"{built}index.html")
    expect(page.locator("ol.lessons li").nth(2)).to_contain_text("✓ 1/2")
    page.goto(f"{built}lessons/backward.html")
    card.get_by_role("button", name="重新考我").click()
    expect(card).to_contain_text("第 1 题")
    assert explorer.moment() == gate


def test_a_node_and_a_line_are_chosen_in_the_page(asked):
    explorer, card = asked("data_or_detach", width=390, height=844, language="zh-CN")
    for _ in range(2):
        card.get_by_role("button", name="直接看答案").click()
        explorer.press("End")
    expect(card).to_contain_text("第 3 题")
    assert explorer.width_of_content() <= 390
    source = lesson("data_or_detach").source.split("\n")
    made, wrote = (source.index(line) + 1 for line in ("y2 = x2.sigmoid()", "z2.zero_()"))
    card.get_by_role("combobox").select_option(label=f"SigmoidBackward0 · 第 {made} 行")
    card.get_by_role("button", name="核对").click()
    explorer.press("End")
    expect(card).to_contain_text("第 4 题")
    explorer.page.locator(".code-title button").click()
    explorer.page.locator(".cm-line", has_text=re.compile(r"^z2\.zero_\(\)$")).click()
    expect(card.get_by_role("combobox")).to_have_value(str(wrote))
    card.get_by_role("button", name="核对").click()
    expect(card.get_by_role("status")).to_contain_text("答对了。")
    explorer.press("End")
    expect(explorer.errors).to_be_visible()
