"""Two runs beside one another: how one gets there, what is told, and the way back."""

import re

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
