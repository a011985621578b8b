"""A large graph as its readers use it: groups that open, a search that finds, a map."""

import re

import pytest
from explorer import SECONDS
from grouped_programs import TRAINING
from pictures import check_picture
from playwright.sync_api import expect


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_a_training_is_opened_searched_and_found_its_way_in(explorer):
    """One run for all of it."""
    page = explorer.page
    explorer.sized(1440, 900).run(TRAINING.format(turns=3))
    groups = page.get_by_role("button", name=re.compile("^Groups"))
    expect(groups).to_have_attribute("aria-pressed", "true", timeout=20 * SECONDS)
    explorer.caption.click()  # away from the timeline, whose focus ring says nothing here
    check_picture(page, "groups")

    # By search: a node that a closed group hides, and the group with it.
    explorer.press("/")
    search = page.get_by_role("combobox", name=re.compile("^Search the graph"))
    search.fill("turn 2")
    options = page.locator(".search").get_by_role("option")
    expect(options.first).to_contain_text("turn 2")
    page.keyboard.press("Enter")
    expect(explorer.inspector.locator("h2")).to_have_text("turn 2")
    expect(explorer.inspector.get_by_role("button", name="Open", exact=True)).to_be_visible()
    search.fill("fc.weight")
    expect(options.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(explorer.inspector.locator("h2")).to_have_text("model.2.fc.weight")
    part_of = explorer.inspector.locator("section", has_text="Part of").last
    expect(part_of.get_by_role("button")).to_have_text(["for step in range(3)", "turn 2"])
    told = page.locator(".search [role=status]")
    of_all = told.inner_text()
    without = page.get_by_role("button", name="has no gradient")
    without.click()
    expect(without).to_have_attribute("aria-pressed", "true")
    expect(told).not_to_have_text(of_all)
    page.keyboard.press("Escape")
    expect(search).to_be_hidden()

    # By keyboard and by button: closed, opened, and all groups off and on.
    part_of.get_by_role("button", name="turn 2").click()
    explorer.inspector.get_by_role("button", name="SGD.step()").click()
    explorer.inspector.get_by_role("button", name="Open", exact=True).click()
    expect(explorer.inspector.get_by_role("button", name="Close", exact=True)).to_be_visible()
    page.keyboard.press("o")
    expect(explorer.inspector.get_by_role("button", name="Open", exact=True)).to_be_visible()
    page.keyboard.press("g")
    expect(groups).to_have_attribute("aria-pressed", "false")
    expect(explorer.graph.locator(".minimap canvas")).to_be_visible()
    sight = page.locator(".in-sight")
    before = sight.evaluate("element => getComputedStyle(element).top")
    box = page.locator(".map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 4)
    expect(sight).not_to_have_css("top", before)
    groups.click()
    expect(groups).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_what_is_typed_before_the_search_is_there_is_searched_for(explore):
    explorer = explore()
    page = explorer.page
    held, free = [], []
    page.route(
        "**/search/panel.js", lambda route: route.continue_() if free else held.append(route)
    )
    before = explorer.press("Home").moment()
    page.keyboard.press("/")
    page.keyboard.type("t[b]e")  # each of them is a shortcut elsewhere
    expect(page.locator(".search")).to_have_count(0)
    free.append(True)
    held.pop().continue_()
    search = page.get_by_role("combobox", name=re.compile("^Search the graph"))
    expect(search).to_have_value("t[b]e")
    expect(search).to_be_focused()
    page.keyboard.type("k")
    expect(search).to_have_value("t[b]ek")
    expect(page.locator(".early")).to_have_count(0)
    assert explorer.moment() == before
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    assert explorer.moment() != before
