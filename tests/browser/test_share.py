"""A link holds program, language and step; a program that came by one waits to be run."""

import re

import pytest
from explorer import Explorer
from playwright.sync_api import expect

PROGRAM = """\
import torch
x = torch.ones(2, requires_grad=True)
(x * {factor}).sum().backward()
print(x.grad)
print('<img src=x>')
"""


def link_of(explorer):
    """What the button with the chain gives, in whatever language."""
    explorer.page.locator(".link > button").click()
    field = explorer.page.locator(".link-panel input")
    expect(field).to_have_value(re.compile("#"))
    address = field.input_value()
    explorer.page.keyboard.press("Escape")
    return address


def test_a_link_holds_program_language_and_step(explorer, open_page):
    explorer.page.get_by_role("button", name="中文").click()
    explorer.run(PROGRAM.format(factor=6)).press("Home", "ArrowRight", "ArrowRight")
    shown, caption = explorer.moment(), explorer.caption.inner_text()
    address = link_of(explorer)
    assert re.search(r"#v=1&code=[\w-]+&moment=\d+&lang=zh$", address)

    asked = []
    listen = {"request": lambda request: asked.append(request.url)}
    other = Explorer(open_page(address, listen=listen))
    expect(other.editor).to_contain_text("(x * 6)")
    expect(other.page.locator(".graph .empty")).to_contain_text("这个程序还没有运行")
    assert other.printed() == []
    assert not [url for url in asked if "#" in url or "code=" in url]
    other.run_button.click()
    other.settled()
    assert other.moment() == shown
    assert other.caption.inner_text() == caption
    assert other.to_the_end().printed() == ["tensor([6., 6.])", "<img src=x>"]


def test_a_link_to_a_step_of_a_lesson(explorer, open_page):
    explorer.open_lesson("detach: two tensors, one storage")
    shown = explorer.press("Home", "ArrowRight", "ArrowRight").caption.inner_text()
    address = link_of(explorer)
    assert "code=" not in address
    other = Explorer(open_page(address)).drawn()
    expect(other.page.locator(".lessons-button")).to_contain_text("detach: two tensors")
    assert other.caption.inner_text() == shown


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda link: link[:-30], "This link is not whole"),
        (lambda link: re.sub("code=....", "code=%00!<b>", link), "This link is not whole"),
        (lambda link: link.replace("v=1", "v=7"), "a newer version of gradwalk"),
        (lambda _: "lesson=nothing", "no lesson"),
        (lambda _: "moment=99999&lang=xx&theme=%3Cb%3E&colour=red", None),
    ],
    ids=["cut short", "garbage", "newer", "unknown lesson", "unknown words"],
)
def test_a_link_that_is_spoiled(explorer, address, spoil, told):
    explorer.write(PROGRAM.format(factor=2))
    fragment = link_of(explorer).partition("#")[2]
    explorer.page.goto("about:blank")
    explorer.page.goto(f"{address}#{spoil(fragment)}")
    if told:
        expect(explorer.notice).to_contain_text(told)
    explorer.open_lesson("Leaves and roots").press("Home", "ArrowRight")
    assert explorer.moment() > 1


def test_another_link_in_the_same_window(explorer, address):
    links = []
    for factor in (2, 3):
        explorer.write(PROGRAM.format(factor=factor))
        links.append(link_of(explorer))
    for link, factor in zip(links, (2, 3), strict=True):
        explorer.page.goto(link)
        expect(explorer.editor).to_contain_text(f"(x * {factor})")
    explorer.page.goto(address)
    explorer.drawn()
