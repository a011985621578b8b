"""Two fingers over the graph of a phone: Chromium is given touches, not the page's own events."""

import pytest
from explorer import Explorer
from playwright.sync_api import expect

PLOT = """() => {
  const models = Bokeh.documents.flatMap((document) => [...document._all_models.values()]);
  const { x_range, y_range } = models.find(({ name }) => name === "graph");
  return [x_range.start, x_range.end, y_range.end, y_range.start];
}"""
ABOUT = pytest.approx
STEPS = 10


@pytest.fixture(scope="module")
def phone(browser, served):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True,
        reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.goto(served)
    yield Phone(Explorer(page).drawn())
    context.close()


class Phone:
    """A page under fingers; places are pixels from the middle of the graph."""

    def __init__(self, explorer):
        self.explorer = explorer
        self.page = explorer.page
        self.session = self.page.context.new_cdp_session(self.page)

    def touch(self, kind, *fingers):
        box = self.explorer.graph.locator(".canvas").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        points = [{"x": x + dx, "y": y + dy, "id": i} for i, (dx, dy) in enumerate(fingers)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, *ways):
        """Move fingers from one place to another, all at once."""
        for count in range(1, len(ways) + 1):
            self.touch("touchStart", *(start for start, _ in ways[:count]))
        for step in range(1, STEPS + 1):
            at = [
                tuple(a + (b - a) * step / STEPS for a, b in zip(start, end, strict=True))
                for start, end in ways
            ]
            self.touch("touchMove", *at)
        self.touch("touchEnd")
        self.page.wait_for_function("() => new Promise((done) => requestAnimationFrame(done))")
        # What was moved as an image is painted once it rests.
        expect(self.explorer.graph.locator("canvas.afar")).to_be_hidden()

    def window(self):
        """Left, right, top and bottom of what is in sight."""
        return self.page.evaluate(PLOT)

    def scale(self):
        """Of the page itself, which no finger on the graph may change."""
        return self.page.evaluate("[visualViewport.scale, scrollX, scrollY]")


def test_a_pinch_zooms_the_graph_about_the_fingers_and_not_the_page(phone):
    left, right, top, bottom = phone.window()
    scale = phone.scale()
    phone.drag(((-30, 0), (-60, 0)), ((30, 0), (60, 0)))
    near = phone.window()
    assert near[1] - near[0] == ABOUT((right - left) / 2, rel=0.02)
    assert near[3] - near[2] == ABOUT((bottom - top) / 2, rel=0.02)
    assert near[0] + near[1] == ABOUT(left + right, abs=2)  # the middle has stayed where it was
    phone.drag(((-60, 0), (-30, 0)), ((60, 0), (30, 0)))
    assert phone.window() == ABOUT([left, right, top, bottom], abs=2)
    assert phone.scale() == scale


def test_two_fingers_move_the_graph_along(phone):
    left, right, top, bottom = phone.window()
    scale = phone.scale()
    phone.drag(((-40, 0), (0, -50)), ((40, 0), (80, -50)))
    moved = phone.window()
    each = (right - left) / 390  # of the scene, for each pixel
    assert moved == ABOUT(
        [left - 40 * each, right - 40 * each, top + 50 * each, bottom + 50 * each], abs=2
    )
    assert phone.scale() == scale
    phone.drag(((0, 0), (40, -50)))  # and one finger too
    assert phone.window()[0] == ABOUT(moved[0] - 40 * each, abs=4 * each)


def test_two_fingers_that_rest_on_a_node_do_not_choose_it(phone):
    phone.page.get_by_role("button", name="Fit the whole graph").tap()
    heading = phone.explorer.inspector.locator("h2")

    def told(*fingers):
        for count in range(1, len(fingers) + 1):
            phone.touch("touchStart", *fingers[:count])
        phone.touch("touchEnd")
        return heading.inner_text()

    places = [(0, dy) for dy in range(-120, 121, 40)]
    assert {told(place, (30, place[1])) for place in places} == {"Forward"}
    assert len({told(place) for place in places}) > 1  # some node is under one of them
