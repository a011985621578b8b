"""The page in Chinese, in the dark, and on a phone."""

import io
import re

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import expect

CHINESE = re.compile("[\u4e00-\u9fff]")


def test_a_chinese_browser_gets_a_chinese_page(explore):
    explorer = explore(language="zh-CN")
    expect(explorer.page.locator(".lessons-button")).to_contain_text("一层网络，一张计算图")
    expect(explorer.run_button).to_contain_text(CHINESE)
    explorer.press("Home", "b")
    expect(explorer.caption).to_contain_text("反向传播")


def test_the_language_can_be_changed_and_is_remembered(explorer):
    explorer.page.get_by_role("button", name="中文").click()
    expect(explorer.run_button).to_contain_text(CHINESE)
    explorer.page.reload()
    explorer.drawn()
    expect(explorer.run_button).to_contain_text(CHINESE)
    explorer.page.get_by_role("button", name="English").click()
    expect(explorer.run_button).to_contain_text("Run")


@pytest.mark.parametrize("name", ["中文", "English"])
def test_no_key_of_the_catalogues_shows(explorer, name):
    explorer.page.get_by_role("button", name=name).click()
    explorer.open_lesson_number(7).press("e")
    text = explorer.page.locator(".gradwalk").inner_text()
    keys = r"\b(ui|inspector|moment|mark|saved|op|explain|mend|limit|program)\.[a-z_]+\b"
    assert [key for key in re.findall(keys, text) if key != "data"] == []
    assert not re.search(r"\{\w+\}", text)


def brightness(locator):
    """From 0, black, to 255, white: of an element's background."""
    colour = locator.evaluate("element => getComputedStyle(element).backgroundColor")
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_of_the_system_is_taken_up_and_can_be_changed(explore, scheme):
    explorer = explore(scheme=scheme)
    root = explorer.page.locator(".gradwalk")
    dark = scheme == "dark"
    assert (brightness(root) < 60) is dark
    assert (average(explorer) < 90) is dark
    explorer.page.get_by_label("Light theme" if dark else "Dark theme").click()
    assert (brightness(root) < 60) is not dark
    explorer.page.wait_for_timeout(300)
    assert (average(explorer) < 90) is not dark


def average(explorer):
    """How bright the graph is as one sees it, from 0 to 255."""
    shot = Image.open(io.BytesIO(explorer.page.locator(".graph").screenshot()))
    return ImageStat.Stat(shot.convert("L")).mean[0]


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_a_phone_needs_no_scrolling_sideways(explore, language):
    explorer = explore(width=390, height=844, language=language)
    assert explorer.width_of_content() <= 390
    for number in (0, 6):
        explorer.open_lesson_number(number).to_the_end()
        assert explorer.width_of_content() <= 390
    expect(explorer.timeline).to_be_in_viewport()
    expect(explorer.page.locator(".graph canvas:not(.afar)").first).to_be_in_viewport()


def test_buttons_are_large_enough_for_a_thumb(explorer):
    explorer.sized(390, 844)
    for name in ("Play", "Step forward", "Step back"):
        box = explorer.page.get_by_label(name, exact=True).bounding_box()
        assert min(box["width"], box["height"]) >= 40
