"""Pictures of a scene: what is in them, in which colours, and that texts stay texts."""

import re
from xml.etree import ElementTree

import pytest
from gradwalk_ui import lessons, pages, session, sheet, svg
from gradwalk_ui.answer import answer
from gradwalk_ui.excerpt import LARGEST, excerpt

SVG = "{http://www.w3.org/2000/svg}"


def scene_of(source):
    return answer({"source": source})["scene"]


def drawn(scene, language="en", **more):
    text = svg.svg(scene, pages.catalogues()[language], **more)
    return text, ElementTree.fromstring(text)  # noqa: S314 - our own


def texts(root):
    return [text.text for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("lesson", lessons.lessons(), ids=lambda lesson: lesson.id)
def test_each_lesson_has_a_picture_that_is_the_same_again(lesson):
    scene = session.handle({"kind": "lesson", "id": lesson.id}, answer)["scene"]
    text, root = drawn(scene, title=lesson.title["zh"])
    assert drawn(scene, title=lesson.title["zh"])[0] == text
    shown = sum(bool(scene["changes"].get(each["id"], {}).get("shown")) for each in scene["nodes"])
    assert len(root.findall(f"{SVG}rect")) >= shown > 3
    assert root.find(f"{SVG}title").text == lesson.title["zh"]
    _, _, width, height = map(float, root.get("viewBox").split())
    for box in root.findall(f"{SVG}rect"):
        right = float(box.get("x")) + float(box.get("width"))
        assert -svg.MARGIN <= float(box.get("x")) < right <= width
        assert -svg.MARGIN <= float(box.get("y")) < height


def test_a_moment_shows_what_is_there_then():
    scene = scene_of(
        "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 3).sum().backward()\n"
    )
    first, last = (drawn(scene, moment=moment)[1] for moment in (0, -1))
    assert "MulBackward0" not in texts(first)
    assert {"x", "[2]", "[1, 1]", "None"} <= set(texts(first))
    assert {"MulBackward0", "SumBackward0", "[3, 3]"} <= set(texts(last))


def test_a_stale_card_says_so_in_both_languages():
    scene = scene_of(
        "import torch\nx = torch.ones(2, requires_grad=True)\n"
        "y = x.sigmoid()\ny.zero_()\ny.sum().backward()\n"
    )
    assert "saved v0 · now v1" in texts(drawn(scene)[1])
    words = pages.catalogues()["zh"]["view.stale"].format(saved=0, now=1)
    assert words in texts(drawn(scene, "zh")[1])


def test_colours_are_those_of_the_page_light_and_dark():
    colors = sheet.palette()
    assert colors["ground"] == ("#fbfcfd", "#101418")
    text, _ = drawn(scene_of("import torch\nx = torch.ones(2)\ny = x.detach()\n"))
    light, dark = re.search(
        r"<style>(.*?)@media\(prefers-color-scheme:dark\)(.*?)</style>", text
    ).groups()
    assert f"fill:{colors['ink'][0]}" in light
    assert f"fill:{colors['ink'][1]}" in dark


def test_texts_are_data():
    text, root = drawn(
        scene_of("import torch\nx = torch.ones(1)\n"),
        title='"><script>\x01',
    )
    assert root.get("aria-label") == '"><script>\ufffd'
    assert "<script" not in text


def test_nothing_at_all_has_a_picture():
    _, root = drawn(scene_of("x = 1\n"))
    assert texts(root) == []


def test_of_a_long_program_a_small_picture_shows_where_the_last_backward_went():
    step = (
        "h = x * w\nh.mul_(2)\nloss = (h.tanh() * w - x).pow(2).mean()\n"
        "w.grad = None\nloss.backward()\n"
    )
    start = "import torch\nx = torch.ones(2)\nw = torch.ones(2, requires_grad=True)\n"
    once, often = scene_of(start + step), scene_of(start + step * 20)
    assert excerpt(once) is once
    small = excerpt(often)
    assert max(small["size"].values()) < LARGEST < max(often["size"].values())
    (_, part), (_, whole) = drawn(small), drawn(once)
    assert texts(part).count("T") == texts(whole).count("A") == 2  # letters of the same storage
    assert sorted(texts(part)) == sorted("T" if text == "A" else text for text in texts(whole))
    for kind in ("rect", "path", "polyline"):
        assert len(part.findall(f"{SVG}{kind}")) == len(whole.findall(f"{SVG}{kind}"))
    assert excerpt(scene_of(start + "y = x * w\n" * 100))["size"]["width"] > LARGEST
