"""Questions about a selected tensor, asked by key or click; the answer is read from the page."""

import re

from pictures import check_picture
from playwright.sync_api import expect

SEVERAL = """\
import torch

x = torch.tensor(0.5, requires_grad=True)
y = x * x
z = torch.sin(y) + y
z.backward()
print(x.grad)
"""


def test_why_this_gradient(explore):
    explorer = explore(width=1440, height=900)
    page, inspector = explorer.page, explorer.inspector
    expect(inspector.get_by_role("button", name="Why this gradient?")).to_have_count(0)

    explorer.run(SEVERAL).select("x")
    page.keyboard.press("w")
    expect(inspector.locator("h2")).to_have_text("x.grad")
    expect(inspector.locator(".words")).to_contain_text("4 paths lead from z back to x")
    paths = inspector.locator(".path")
    expect(paths).to_have_count(4)
    expect(paths.first).to_contain_text("∂y/∂x")
    expect(paths.first.locator(".product .number")).to_have_text("0.5")
    expect(inspector.locator(".exact")).to_have_text(re.compile(r"^1\.9689"))
    expect(inspector.locator(".verdict.agrees")).to_contain_text("x.grad")
    paths.nth(2).focus()  # what is lit in the picture follows the keyboard
    explorer.caption.click()
    page.wait_for_timeout(400)
    check_picture(page, "why")

    inspector.get_by_label("gradient of").select_option(label="y")
    expect(inspector.locator(".words")).to_contain_text("2 paths lead from y back to x")
    expect(inspector.locator(".exact")).to_have_text("1")
    page.get_by_role("button", name="中文").click()
    expect(inspector.locator(".words")).to_contain_text("共有 2 条路径")
    explorer.press("Escape")
    expect(inspector.get_by_role("button", name="为什么是这个梯度？")).to_be_visible()
