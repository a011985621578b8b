"""How fast a view is drawn: a page of Chromium with one view of a graph, its frames counted."""

import chromium
from gradwalk_ui import program, scene
from gradwalk_ui.limits import UNLIMITED
from playwright.sync_api import sync_playwright
from viewed import open_views

SCREEN = {"width": 1000, "height": 760}
# A script has `view`, `host`, `scene`, and `rate(milliseconds, each)`, which counts the frames in
# which the browser let the page draw and calls `each` before every one.
HEAD = """
import * as bokeh from "./static/vendor/bokeh.js";
import { createView } from "./static/view.js";
import { figure, scene } from "./loaded.js";
const host = document.createElement("div");
host.className = "host";
document.body.append(host);
const view = await createView({ host, figure, bokeh });
const frame = () => new Promise(requestAnimationFrame);
const rest = async (milliseconds) => {
  for (const until = performance.now() + milliseconds; performance.now() < until;) await frame();
};
const rate = async (milliseconds, each = () => {}) => {
  const gaps = [];
  const start = await frame();
  for (let last = start, i = 0; last - start < milliseconds; i++) {
    each(i);
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  gaps.sort((a, b) => a - b);
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
  const slow = gaps[Math.floor(gaps.length * 0.95)];
  return { fps: gaps.length / seconds, slow, frames: gaps.length };
};
"""
READY = 'document.documentElement.dataset.ready = "";'


def timed(page, call):
    """What a call of `rate` found, with the milliseconds of the processor that the page's main
    thread spent on each frame: they do not grow where others use the machine, as frames/s fall."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = busy(session)
    found = page.evaluate(call)
    return found | {"work": (busy(session) - before) * 1000 / found["frames"]}


def busy(session):
    """Seconds that the page's tasks have taken."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def pages(script, source, turns):
    """A page for each wanted number of nodes: that, how many there are in fact, and the page.

    `turns` says how many of a program's loop make so many nodes.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        for wanted, count in turns.items():
            run = program.run(program.read(source.format(turns=count), "loop.py"), UNLIMITED)
            built = scene.build(run)
            page = open_views(browser, HEAD + script + READY, built, viewport=SCREEN)
            yield wanted, len(built["nodes"]), page
            page.context.close()
        browser.close()
