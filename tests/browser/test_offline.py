"""Without a network: a site that was visited before, and a program in a file of its own."""

import re

import pytest
from explorer import Explorer
from gradwalk_ui import lessons, site, takeaway
from playwright.sync_api import expect
from web import shown

PROGRAM = """\
import torch
x = torch.ones(2, requires_grad=True)
(x * {}).sum().backward()
print(x.grad)
"""
CONTROLLED = "!!navigator.serviceWorker.controller"
REPLACED = """Promise.all([caches.keys(), navigator.serviceWorker.getRegistration()]).then(
  ([names, kept]) => names.length === 2 && !kept.installing && !kept.waiting)"""
KEPT = "caches.keys().then((names) => names.filter((name) => name.startsWith('gradwalk:')))"
# Python is kept, too, all of it, though nobody has run anything.
PYTHON = """Promise.all(
  [...document.querySelector("#gradwalk-settings").textContent.matchAll(/"(python\\/[^"]*)"/g)]
    .map(([, name]) => caches.match(`../${name}`))
).then((kept) => kept.length > 3 && kept.every(Boolean))"""


@pytest.fixture
def wanted(monkeypatch):
    """Two lessons are enough here."""
    two = lessons.lessons()[:2]
    monkeypatch.setattr(lessons, "lessons", lambda: two)


def until(page, expression):
    """Wait until it is true; the page's policy forbids Playwright's own way to do so."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


@pytest.mark.usefixtures("wanted")
def test_after_a_visit_the_site_works_with_its_server_gone(tmp_path, open_page):
    site.build(tmp_path / "some" / "where")
    with shown(tmp_path) as address:
        explorer = Explorer(open_page(f"{address}some/where/lessons/single_layer.html")).drawn()
        page = explorer.page
        until(page, CONTROLLED)
        until(page, PYTHON)
        told = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")
        wrong = {each["errorId"] for each in told["installabilityErrors"]}
        assert wrong <= {"in-incognito"}, "it could not be installed as an application"
    page.goto(f"{address}some/where/")
    page.get_by_role("link", name="Leaves and roots").click()
    explorer.drawn().to_the_end()
    expect(page).to_have_title(re.compile("Leaves and roots"))
    explorer.run(PROGRAM.format(3)).to_the_end()
    assert explorer.printed() == ["tensor([3., 3.])"]


@pytest.mark.usefixtures("wanted")
def test_a_new_build_takes_the_place_of_the_old_one(tmp_path, open_page):
    site.build(tmp_path)
    with shown(tmp_path) as address:
        page = open_page(address)
        until(page, CONTROLLED)
        (before,) = page.evaluate(KEPT)
        site.build(tmp_path, [site.Own("mine.py", PROGRAM.format(4))])
        page.reload()
        expect(page.get_by_role("link", name="mine")).to_be_visible()
        until(page, REPLACED)
        page.reload()
        until(page, f"{KEPT}.then(([name, ...more]) => !more.length && name !== '{before}')")
    page.reload()
    page.get_by_role("link", name="mine").click()
    assert Explorer(page).drawn().to_the_end().printed() == ["tensor([4., 4.])"]


@pytest.mark.usefixtures("wanted")
def test_a_page_of_an_old_build_goes_on_and_is_the_new_one_when_loaded_again(tmp_path, open_page):
    site.build(tmp_path, [site.Own("mine.py", PROGRAM.format(4))])
    with shown(tmp_path) as address:
        explorer = Explorer(open_page(f"{address}lessons/single_layer.html")).drawn()
        page = explorer.page
        until(page, CONTROLLED)
        (before,) = page.evaluate(KEPT)
        site.build(tmp_path, [site.Own("mine.py", PROGRAM.format(7))])
        page.evaluate("navigator.serviceWorker.getRegistration().then((kept) => kept.update())")
        until(page, REPLACED)
        explorer.open_lesson("mine").to_the_end()
        assert explorer.printed() == ["tensor([4., 4.])"]
        page.reload()
        assert explorer.drawn().to_the_end().printed() == ["tensor([7., 7.])"]
        until(page, f"{KEPT}.then(([name, ...more]) => !more.length && name !== '{before}')")


def test_an_exported_program_plays_from_the_disk(tmp_path, open_page):
    file = tmp_path / "page.html"
    takeaway.export_to(file, site.Own("mine.py", PROGRAM.format(5)))
    asked = []
    listen = {"request": lambda request: asked.append(request.url)}
    explorer = Explorer(open_page(file.as_uri(), listen=listen))
    expect(explorer.position).to_have_text("13 / 13")
    explorer.press("Home", "b")
    expect(explorer.caption).to_contain_text("backward starts")
    assert explorer.to_the_end().printed() == ["tensor([5., 5.])"]
    assert explorer.run_button.count() == 0
    explorer.page.get_by_role("button", name="中文").click()
    expect(explorer.page.get_by_role("button", name="播放", exact=True)).to_be_visible()
    assert [url for url in asked if not url.startswith(("data:", file.as_uri()))] == []
