"""Questions about a selected tensor, asked by key or click; the answer is read from the page."""

import re

from explorer import SECONDS, Explorer
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


def test_why_this_gradient(explorer):
    explorer.sized(1440, 900)
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


WRONG = """\
import torch

x = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
u = x * 3
y = u.sigmoid()
z = y * 2
y.data.zero_()
z.sum().backward()
print(x.grad)
"""
KINK = "import torch\nx = torch.tensor([1.0, 0.0], requires_grad=True)\nx.relu().sum().backward()\n"


def test_is_it_right(explorer):
    explorer.sized(1440, 900)
    page, inspector = explorer.page, explorer.inspector
    explorer.select("w")
    inspector.get_by_role("button", name="Is it right?").click()
    verdict = inspector.get_by_role("status")
    words = "Yes. Moved a little to both sides, w changes the result"
    expect(verdict).to_contain_text(words, timeout=90 * SECONDS)  # Python may have to be started
    expect(inspector.locator(".slopes tbody tr")).to_have_text(re.compile(r"121\.6140"))

    explorer.run(KINK).select("x")
    page.keyboard.press("c")
    expect(verdict).to_contain_text("There is a kink")
    expect(inspector.locator(".side")).to_contain_text("To the left 0, to the right 1")
    expect(inspector.locator(".side")).to_contain_text("is the slope to the left")

    explorer.run(WRONG).select("x")
    page.keyboard.press("c")
    expect(verdict).to_contain_text("No. Moved a little to both sides, x changes")
    expect(inspector.locator(".versus-true")).to_contain_text("0.2711")
    expect(inspector.locator(".slopes tbody tr.off")).to_have_count(3)
    explorer.caption.click()
    page.wait_for_timeout(400)
    check_picture(page, "check")
    page.get_by_role("button", name="中文").click()
    expect(verdict).to_contain_text("不对")
    explorer.press("Escape").select("u")  # the mark goes along with the gradient
    expect(inspector.locator(".versus-true")).to_contain_text("0.0904")


SHARED = """\
import torch

x = torch.arange(12.0).reshape(3, 4)
row = x[1]
columns = x[:, 1::2]
d = x.detach()
row.mul_(10)
d.data[2, 0] = -1
"""


def test_what_shares_this_memory(explorer):
    explorer.sized(1440, 900)
    page, inspector = explorer.page, explorer.inspector
    explorer.run(SHARED).select("columns")
    expect(inspector.get_by_role("button", name="What shares this memory?")).to_be_visible()
    page.keyboard.press("s")
    expect(inspector.locator("h2")).to_have_text("storage A")
    lit = inspector.locator(".cells .lit .number")
    expect(lit).to_have_text(["1", "3", "50", "70", "9", "11"])
    expect(inspector.locator(".views")).to_contain_text("shape [3, 2] · stride (4, 2) · offset 1")
    expect(inspector.locator(".writes")).to_contain_text("v0 → v1mul_ through row")
    expect(inspector.locator(".writes")).to_contain_text("not counted")
    inspector.get_by_role("button", name="row", exact=True).focus()  # the cells follow the keyboard
    expect(lit).to_have_text(["40", "50", "60", "70"])
    explorer.caption.click()
    page.wait_for_timeout(400)
    expect(lit).to_have_count(6)
    check_picture(page, "memory")
    explorer.press("Home")
    expect(inspector).to_contain_text("12 cells of float32, seen by one tensor")
    expect(inspector).to_contain_text("Nobody has written it since it was made.")
    explorer.press("End", "Escape", "Escape", "s")
    expect(inspector.get_by_label("Cells of storage A").get_by_role("listitem")).to_have_count(12)


TWICE = """\
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x * x).sum()
y.backward()
y.backward()
print(x.grad)
"""


def test_how_would_i_mend_it(explorer):
    explorer.sized(1440, 900).run(TWICE).to_the_end()
    error = explorer.errors
    error.get_by_text("Show the change").click()
    expect(error.locator(".diff")).to_contain_text("y.backward(retain_graph=True)")
    explorer.page.wait_for_timeout(300)
    check_picture(explorer.page, "mend")
    error.get_by_role("button", name="Apply and run").click()
    expect(explorer.errors).to_have_count(0, timeout=20 * SECONDS)
    expect(explorer.editor).to_contain_text("y.backward(retain_graph=True)")
    explorer.settled().to_the_end()
    assert explorer.printed() == ["tensor([4., 8.])"]
    explorer.run(TWICE).to_the_end()
    explorer.errors.get_by_text("Show the change").click()
    explorer.editor.focus()
    explorer.page.keyboard.type("#")  # the change was made for another text
    explorer.errors.get_by_role("button", name="Apply and run").click()
    expect(explorer.notice).to_contain_text("The code has changed since it ran")


def test_a_page_of_recorded_lessons_answers_too(built, open_page):
    explorer = Explorer(open_page(f"{built}lessons/detach.html")).drawn().press("End").select("x")
    explorer.press("s")  # known from the recording alone
    expect(explorer.inspector.locator("h2")).to_have_text("storage A")
    explorer.press("Escape", "w")  # Python is fetched for this
    expect(explorer.inspector.locator(".exact")).to_have_text("24", timeout=90 * SECONDS)
    explorer.press("Escape", "c")
    expect(explorer.inspector.get_by_role("status")).to_contain_text("Yes.", timeout=30 * SECONDS)
