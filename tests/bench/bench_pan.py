"""Frames per second while a large graph is panned and zoomed: 1,000 and 10,000 nodes, none closed.

The real view in Chromium, on the canvas backend. The camera moves at every frame, as under a
reader's hand: along the graph at a size that can be read, over the whole of it, and from the one
into the other.
"""

import chromium
from gradwalk_ui import program, scene
from gradwalk_ui.limits import UNLIMITED
from playwright.sync_api import sync_playwright
from row import Row
from viewed import open_views

SCREEN = {"width": 1000, "height": 760}
MILLISECONDS = 4000
WANTED = {1000: ">= 55", 10000: ">= 30"}  # 60 is all that a browser draws
TURNS = {1000: 62, 10000: 625}
PROGRAM = """
import torch
x = torch.tensor([0.1, -0.2, 0.3])
w = torch.tensor([0.5, 2.0, -1.0], requires_grad=True)
b = torch.tensor([0.1, 0.1, 0.1], requires_grad=True)
h = x
for i in range({turns}):
    a = h * w
    c = torch.sigmoid(a + b)
    h = a.tanh() * c
h.sum().backward()
"""
MOVE = """
import * as bokeh from "./static/vendor/bokeh.js";
import { createView } from "./static/view.js";
const fetched = async (name) => (await fetch(name)).json();
const [figure, scene] = [await fetched("figure.json"), await fetched("scene.json")];
const host = document.createElement("div");
host.className = "host";
document.body.append(host);
const view = await createView({ host, figure, bokeh });
view.setScene({ ...scene, groups: [] });
view.show(scene.moments.length - 1);
const surface = host.children[1];
const frame = () => new Promise(requestAnimationFrame);
const rest = async () => {
  for (const until = performance.now() + 900; performance.now() < until;) await frame();
};
const point = (kind, clientX, clientY) =>
  surface.dispatchEvent(new PointerEvent(kind, { clientX, clientY, pointerId: 1, button: 0 }));
const wheel = (deltaY) =>
  surface.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX: 500, clientY: 380 }));
surface.setPointerCapture = () => {};
let at = 380;
const ways = {
  pan(i) {
    if (i === 0) point("pointerdown", 500, at);
    at += Math.floor(i / 90) % 2 ? 9 : -9;
    point("pointermove", 500 + (i % 2), at);
  },
  zoom: (i) => wheel(Math.floor(i / 40) % 2 ? -40 : 40),
};
window.measure = async (what, milliseconds) => {
  for (let fits = what === "pan all" ? 2 : 1; fits > 0; fits--) {
    view.fit();
    await rest();
  }
  const way = ways[what.split(" ")[0]];
  const gaps = [];
  const start = await frame();
  for (let last = start, i = 0; last - start < milliseconds; i++) {
    way(i);
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  point("pointerup", 500, at);
  gaps.sort((a, b) => a - b);
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
  return { fps: gaps.length / seconds, slow: gaps[Math.floor(gaps.length * 0.95)] };
};
window.nodes = scene.nodes.length;
document.documentElement.dataset.ready = "";
"""


def rows():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        for wanted, turns in TURNS.items():
            run = program.run(program.read(PROGRAM.format(turns=turns), "loop.py"), UNLIMITED)
            page = open_views(browser, MOVE, scene.build(run), viewport=SCREEN)
            count = page.evaluate("nodes")
            for what in ("pan near", "pan all", "zoom out and in"):
                found = page.evaluate(f"measure('{what}', {MILLISECONDS})")
                yield Row(
                    f"{what}, {wanted} nodes",
                    found["fps"],
                    "frames/s",
                    WANTED[wanted],
                    f"{count} in fact; 95 % of frames within {found['slow']:.0f} ms",
                )
            page.context.close()
        browser.close()
