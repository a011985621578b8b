"""What Chromium tells a screen reader of the page: its accessibility tree, state by state."""

import pytest
from playwright.sync_api import expect

# Roles that are of no use to a listener without a name. A fold is a group of its own title.
NAMED = {
    "button", "combobox", "slider", "textbox", "searchbox", "checkbox", "link", "image", "region",
    "group", "table", "listbox", "menu", "menuitem", "menuitemradio", "log", "search",
    "progressbar", "heading", "DisclosureTriangle", "complementary",
}  # fmt: skip
RUN = """\
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.sigmoid()
z = y.{way}
z.zero_()
y.sum().backward()
print(x.grad)
"""


class Tree:
    """The tree of a page, as Chromium has it."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)

    def nodes(self):
        found = self.session.send("Accessibility.getFullAXTree")["nodes"]
        every = {each["nodeId"]: each for each in found}
        return [Node(each, every) for each in found if not each["ignored"]]

    def unnamed(self):
        """The roles and insides of what has no name."""
        return [
            (node.role, node.inside)
            for node in self.nodes()
            if node.role in NAMED and not node.name and "DisclosureTriangle" not in node.inside
        ]

    def live(self):
        """The roles of what is read out when it changes."""
        return sorted(node.role for node in self.nodes() if node.live)


class Node:
    def __init__(self, node, every):
        self.role = node["role"]["value"]
        self.name = node["name"]["value"].strip() if "name" in node else ""
        properties = {each["name"]: each["value"]["value"] for each in node["properties"]}
        self.live = properties.get("live", "off") != "off"
        self.inside = list(roles_in(node, every))


def roles_in(node, every):
    """The roles of what is directly in a node; what is ignored is no step on the way."""
    for child in map(every.get, node["childIds"]):
        if child is not None and child["ignored"]:
            yield from roles_in(child, every)
        elif child is not None:
            yield child["role"]["value"]


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_everything_has_a_name_and_one_voice_tells_a_step(explore):
    explorer = explore()  # where no draft speaks, too
    page = explorer.page
    tree = Tree(page)
    assert tree.unnamed() == []
    # The words of the moment alone are read out: a counter beside them would talk over them.
    assert tree.live() == ["paragraph"]
    explorer.press("Home", "ArrowRight")
    words = explorer.caption.locator(".words").inner_text()
    assert explorer.timeline.get_attribute("aria-valuetext") == f"Step 2 of 32: {words}"

    explorer.press("/")
    expect(explorer.graph.get_by_role("search")).to_be_visible()
    assert tree.unnamed() == []
    picture = next(node for node in tree.nodes() if node.role == "image")
    assert "search" not in picture.inside  # what an image holds is not read
    page.keyboard.press("Escape")

    explorer.press("End")
    for fold in page.locator("details").all():
        fold.evaluate("element => element.open = true")
    expect(page.get_by_role("table", name="All nodes at this step, as a table")).to_be_visible()
    names = [node.name for node in tree.nodes() if node.role == "rowheader"]
    assert {"x", "y", "w", "b"} <= set(names)
    assert tree.unnamed() == []


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_pages_of_questions_and_comparisons_too(explore):
    explorer = explore()
    tree = Tree(explorer.page)
    explorer.press("k")
    expect(explorer.inspector.get_by_role("table")).to_be_visible()
    assert tree.unnamed() == []
    explorer.open_lesson_number(9)
    expect(explorer.inspector.locator(".norms")).to_be_visible()
    assert tree.unnamed() == []
    assert tree.live() == ["paragraph", "status"]  # and which step of the training it is
    explorer.run(RUN.format(way="data"))
    explorer.run(RUN.format(way="detach()"))
    explorer.select("x")
    assert tree.unnamed() == []
    explorer.press("Escape", "d")
    expect(explorer.page.locator(".comparison")).to_be_visible()
    assert tree.unnamed() == []
