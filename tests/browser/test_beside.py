"""Two runs beside one another: how one gets there, what is told, and the way back."""

import re

import pytest
from explorer import Explorer
from gradwalk_ui import cli
from pictures import check_picture
from playwright.sync_api import expect
from programs import DATA, DETACH


def test_a_run_is_compared_with_the_one_before(explorer, host):
    page = explorer.page
    offer = page.get_by_role("button", name="Compare with the run before")
    expect(offer).to_be_hidden()
    explorer.run(DATA).run(DETACH)
    offer.click()
    told = page.get_by_role("region", name="What changed")
    expect(told.get_by_role("heading")).to_have_text("Differences: 8")
    rows = told.get_by_role("listitem")
    expect(rows.first).to_have_text(".data in A, detach() in B")
    expect(rows.last).to_have_text("only B ends in RuntimeError")
    expect(explorer.caption).to_contain_text("Both programs have run")
    expect(page.locator(".cm-line.line-a")).to_have_text("z = y.data")
    expect(page.locator(".cm-line.line-b")).to_have_text("z = y.detach()")
    if host == "served":
        check_picture(page, "compare")
    # A difference is a way to its moment, and the inspector has the twin.
    rows.nth(4).get_by_role("button").click()
    expect(explorer.inspector).to_contain_text("In the other run, A")
    expect(explorer.inspector).to_contain_text("Not the same: grad")
    expect(explorer.caption).to_contain_text("only A:")
    # What can be asked of one run can be asked here.
    explorer.inspector.get_by_role("button", name="x", exact=True).click()
    explorer.press("End", "w")
    expect(explorer.inspector).to_contain_text("Why this gradient?")
    explorer.settled()
    expect(explorer.inspector.locator(".verdict").first).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("region", name="有什么变了").get_by_role("heading")).to_have_text(
        "差别：8 处"
    )
    # The keyboard goes back, and there again.
    explorer.press("d")
    expect(told).to_be_hidden()
    expect(explorer.editor).to_contain_text("y.detach()")
    expect(explorer.editor).not_to_contain_text("y.data")
    expect(explorer.position).to_have_text(re.compile("15 / 15"))


def test_two_files_are_one_page_that_plays_from_a_disk(tmp_path, open_page, capsys):
    files = [tmp_path / "before.py", tmp_path / "after.py"]
    for file, source in zip(files, (DATA, DETACH), strict=True):
        file.write_text(source, encoding="utf-8")
    out = tmp_path / "both.html"
    assert cli.main(["compare", *map(str, files), "-o", str(out)]) == 0
    assert "both.html plays" in capsys.readouterr().out
    page = open_page(out.as_uri(), width=390, height=844, language="zh-CN", scheme="dark")
    explorer = Explorer(page)
    told = page.get_by_role("region", name="有什么变了")
    expect(told).to_contain_text("before.py")
    told.get_by_role("button", name="只有 B 以 RuntimeError 告终").click()
    expect(explorer.errors).to_be_visible()
    assert explorer.width_of_content() <= 390
    explorer.press("d")  # there is nothing to go back to
    expect(told).to_be_visible()


TRAINING = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
v = torch.tensor(2.0, requires_grad=True)
optimizer = torch.optim.SGD([w, v], lr=0.1)
losses = []
for step in range(6):
    {clear}loss = (w * v - 1) ** 2
    loss.backward()
    optimizer.step()
    losses.append(loss)
"""


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_two_trainings_go_step_by_step_in_groups_and_on_one_chart(explorer):
    page, inspector = explorer.page, explorer.inspector
    explorer.run(TRAINING.format(clear=""))
    explorer.run(TRAINING.format(clear="optimizer.zero_grad()\n    ")).press("d")
    expect(page.get_by_role("region", name="What changed")).to_be_visible()
    losses = inspector.get_by_role("table", name="Loss by step")
    expect(losses.get_by_role("rowheader")).to_have_text(["A loss", "B loss"])
    explorer.press("Home", "}", "}")
    expect(inspector.locator(".chooser output")).to_have_text("step 2 of 6")
    expect(losses.get_by_role("cell")).to_have_text(["0.0064", "0.0064"])
    explorer.press("}")
    first, second = losses.get_by_role("cell").all_inner_texts()
    assert float(first) != float(second)  # by now the gradients of two steps are added up in A
    explorer.press("g")
    groups = page.get_by_role("button", name=re.compile("^Groups"))
    expect(groups).to_have_attribute("aria-pressed", "true")
    for side in ("A the run before", "B this run"):  # which unfolds nothing
        page.get_by_role("button", name=side).click()
    expect(inspector.locator(".chooser output")).to_have_text("step 3 of 6")
    explorer.press("k")
    for side in "AB":
        expect(inspector.get_by_role("table", name=f"{side}: Bytes kept alive")).to_be_visible()
    expect(inspector.locator(".leak")).to_have_count(2)


def test_a_lesson_that_contrasts_two_programs_offers_them_side_by_side(explorer):
    page = explorer.open_lesson("against .detach()").page
    page.get_by_role("button", name="Compare as two programs").click()
    explorer.settled()
    told = page.get_by_role("region", name="What changed")
    expect(told.get_by_role("listitem").first).to_have_text(".data in A, detach() in B")
    expect(told.get_by_role("group", name="The two programs")).to_have_text("AdataBdetach")
    explorer.press("d")
    expect(told).to_be_hidden()
    expect(page.locator(".lesson-text")).to_contain_text("Two columns, the same four steps")
