"""The graph in a real browser: what is painted, and what pointer, size and theme do to it."""

import pytest
from gradwalk_ui import program, scene
from gradwalk_ui.lessons import lesson
from gradwalk_ui.limits import UNLIMITED
from viewed import open_views

TWO_VIEWS = """
import * as bokeh from "./static/vendor/bokeh.js";
import { createView } from "./static/view.js";
import { whole } from "./static/graph/camera.js";
import { figure, scene } from "./loaded.js";
window.scene = scene;
window.picked = [];
window.views = [];
for (const i of [0, 1]) {
  const host = document.createElement("div");
  host.className = "host";
  document.body.append(host);
  const onSelect = (id) => picked.push([i, id]);
  const view = await createView({ host, figure, bokeh, onSelect });
  view.setScene(scene);
  view.show(scene.moments.length - 1);
  views.push(view);
}
const host = document.querySelector(".host");
window.size = () => ({ width: host.clientWidth, height: host.clientHeight });
window.placeOf = (id) => {
  const { x, y } = scene.nodes.find((node) => node.id === id);
  const graph = { left: 0, top: 0, right: scene.size.width, bottom: scene.size.height };
  const camera = whole(graph, size());
  const { width, height } = size();
  return [(x - camera.x) * camera.zoom + width / 2, (y - camera.y) * camera.zoom + height / 2];
};
window.figures = () => [...bokeh.embed.index];
window.plots = () => figures().filter(({ model }) => model.name === "graph");
window.ranges = () => plots().map(({ model: { x_range, y_range } }) =>
  ({ width: x_range.end - x_range.start, height: y_range.start - y_range.end }));
window.pixels = (i) => {
  const canvases = [];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element instanceof HTMLCanvasElement) canvases.push(element);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document.querySelectorAll(".host")[i]);
  const all = document.createElement("canvas");
  [all.width, all.height] = [canvases[0].width, canvases[0].height];
  const context = all.getContext("2d");
  for (const canvas of canvases) context.drawImage(canvas, 0, 0);
  return all.toDataURL();
};
document.documentElement.dataset.ready = "";
"""
RESTED = 900  # milliseconds after which the resting graph is up to date and the camera still


@pytest.fixture(scope="module")
def drawn():
    """The lesson of the mismatch."""
    return scene.build(program.run(program.read(lesson("data_or_detach").source), UNLIMITED))


@pytest.fixture
def open_page(browser, drawn):
    """Two views on one page; what goes wrong there is looked at in the end."""
    wrong, pages = [], []

    def begin(**context):
        options = {"viewport": {"width": 1000, "height": 700}, "reduced_motion": "reduce"}
        page = open_views(browser, TWO_VIEWS, drawn, **options | context)
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.wait_for_timeout(RESTED)
        pages.append(page)
        return page

    yield begin
    for page in pages:
        page.context.close()
    assert wrong == []


def test_two_views_under_a_strict_policy_paint_the_same(open_page):
    page = open_page()
    first, second = page.evaluate("[pixels(0), pixels(1)]")
    assert first == second
    page.evaluate("views[0].show(-1)")
    page.wait_for_timeout(RESTED)
    assert page.evaluate("pixels(0)") != first, "the first view changes"
    assert page.evaluate("pixels(1)") == first, "the second does not"


def test_a_moment_looks_the_same_however_it_is_reached(open_page):
    page = open_page()
    page.evaluate("views[0].show(30)")
    page.wait_for_timeout(RESTED)
    jumped = page.evaluate("pixels(0)")
    page.evaluate("for (let k = 0; k < 30; k++) { views[1].travel(k, 0.4); views[1].show(k); }")
    page.evaluate("views[1].travel(30, 0.7); views[1].show(30)")
    page.wait_for_timeout(RESTED)
    assert page.evaluate("pixels(1)") == jumped


def test_what_travels_paints_the_overlay_alone(open_page):
    page = open_page()
    page.evaluate("views[0].show(28)")
    page.wait_for_timeout(RESTED)
    painted = page.evaluate("""async () => {
      const plot = plots()[0];
      const counts = { rest: 0, overlay: 0 };
      for (const [level, name] of [["rest", "_paint_primary"], ["overlay", "_paint_overlays"]]) {
        const paint = plot[name];
        plot[name] = (context) => { counts[level]++; paint.call(plot, context); };
      }
      for (let i = 0; i < 10; i++) {
        views[0].travel(29, i / 10);
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
      }
      return counts;
    }""")
    assert painted["overlay"] >= 5
    assert painted["rest"] == 0


def test_a_tap_selects_the_node_it_is_on(open_page):
    page = open_page()
    page.mouse.click(*page.evaluate("placeOf('t2v0')"))
    page.mouse.click(990, 690)
    assert page.evaluate("picked") == [[0, "t2v0"], [0, None]]


def test_a_drag_pans_and_selects_nothing(open_page):
    page = open_page()
    x, y = page.evaluate("placeOf('t2v0')")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 60, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)
    page.mouse.click(x + 120, y + 60)
    assert page.evaluate("picked") == [[0, "t2v0"]]


def test_nothing_is_squashed_by_zoom_or_size(open_page):
    page = open_page()
    before = page.evaluate("ranges()[0]")
    page.mouse.move(300, 200)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(200)
    zoomed = page.evaluate("ranges()[0]")
    assert zoomed["width"] < before["width"]
    page.set_viewport_size({"width": 390, "height": 600})
    page.wait_for_timeout(300)
    phone, size = page.evaluate("[ranges()[0], size()]")
    for found, width, height in ((zoomed, 1000, 700), (phone, size["width"], size["height"])):
        assert found["width"] / found["height"] == pytest.approx(width / height, rel=1e-6)


def test_a_pointer_over_a_node_gets_a_short_word(open_page):
    page = open_page()
    page.mouse.move(*page.evaluate("placeOf('t2v0')"))
    tip = page.locator(".gradwalk-tip").first
    tip.wait_for(state="visible")
    assert "y1 [3] float32" in tip.inner_text()
    page.mouse.move(990, 690)
    tip.wait_for(state="hidden")


def test_the_theme_changes_ground_and_graph(open_page):
    page = open_page()
    light = page.evaluate("pixels(0)")
    page.evaluate("views[0].setTheme('dark')")
    page.wait_for_timeout(RESTED)
    ground = "getComputedStyle(document.querySelector('.host')).backgroundColor"
    assert page.evaluate(ground) == "rgb(16, 20, 24)"
    assert page.evaluate("pixels(0)") != light
    page.evaluate("views[0].setTheme('light')")
    page.wait_for_timeout(RESTED)
    assert page.evaluate("pixels(0)") == light


def test_disposing_leaves_nothing_behind(open_page):
    page = open_page()
    page.evaluate("views[0].travel(20, 0.5); views.forEach((view) => view.dispose())")
    page.wait_for_timeout(RESTED)
    assert page.locator(".host > *").count() == 0
    assert page.evaluate("figures().length") == 0


LARGE = """
import torch
w = torch.ones(3, requires_grad=True)
h = w
for i in range(60):
    h = (h * w).tanh() + w
h.sum().backward()
"""
# Wheels while no timer ends the motion; what is told is whether a pixel of the canvas is painted.
WHEEL = """([delta, held]) => {
  const [ground, surface, afar] = document.querySelector(".host").children;
  const timer = window.setTimeout;
  if (held) window.setTimeout = () => 0;
  surface.dispatchEvent(new WheelEvent("wheel", { deltaY: delta, clientX: 500, clientY: 300 }));
  window.setTimeout = timer;
  const { data } = afar.getContext("2d").getImageData(0, 0, afar.width, afar.height);
  return { shown: !afar.hidden, moved: ground.style.transform !== "", painted: data.some(Boolean) };
}"""


def test_a_large_graph_is_there_all_around_while_the_wheel_turns(browser):
    drawn = scene.build(program.run(program.read(LARGE), UNLIMITED))
    page = open_views(browser, TWO_VIEWS, drawn, viewport={"width": 1000, "height": 700})
    page.evaluate("views[0].groups.setGrouped(false), views[0].fit()")
    page.wait_for_timeout(RESTED)
    page.evaluate("views[0].fit()")  # all of it, more nodes than are painted at each frame
    page.wait_for_timeout(RESTED)
    for delta in (300, 300, -400):
        moving = page.evaluate(WHEEL, [delta, True])
        assert moving == {"shown": True, "moved": True, "painted": True}
    page.evaluate(WHEEL, [-200, False])
    page.locator(".afar").first.wait_for(state="hidden")
    page.wait_for_timeout(RESTED)
    assert page.evaluate("document.querySelector('.host').children[0].style.transform") == ""
    rested = page.evaluate("pixels(0)")
    page.evaluate("views[0].setTheme('light')")  # paints anew
    page.wait_for_timeout(RESTED)
    assert page.evaluate("pixels(0)") == rested
    page.context.close()
