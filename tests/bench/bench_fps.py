"""Frames per second while the graph plays: 20, 200 and 1,000 nodes, forward and backward.

The real player drives the real view in Chromium. Counted are the frames in which the browser let
the page draw, which fall whenever a frame's work takes longer than a frame lasts.
"""

import chromium
from gradwalk_ui import program, scene
from gradwalk_ui.limits import UNLIMITED
from playwright.sync_api import sync_playwright
from row import Row
from viewed import open_views

SCREEN = {"width": 1000, "height": 760}
SECONDS = 5
# About so many nodes of the picture for so many turns of the loop.
TURNS = {20: 2, 200: 22, 1000: 111}
PROGRAM = """
import torch
x = torch.tensor([0.1, -0.2, 0.3])
w = torch.tensor([0.5, 2.0, -1.0], requires_grad=True)
b = torch.tensor([0.1, 0.1, 0.1], requires_grad=True)
h = x
for i in range({turns}):
    h = (h * w + b).sigmoid()
h.sum().backward()
"""
PLAY = """
import * as bokeh from "./static/vendor/bokeh.js";
import { createView } from "./static/view.js";
import { createPlayer } from "./static/player.js";
const fetched = async (name) => (await fetch(name)).json();
const [figure, scene] = [await fetched("figure.json"), await fetched("scene.json")];
const host = document.createElement("div");
host.className = "host";
document.body.append(host);
const view = await createView({ host, figure, bokeh });
view.setScene(scene);
const ignore = () => {};
const player = createPlayer({
  show: view.show, travel: view.travel, still: () => false,
  onMoment: ignore, onSettled: ignore, onPlaying: ignore, onError: ignore,
});
player.load(scene.moments, [], 0);
const frame = () => new Promise(requestAnimationFrame);
window.play = async (from, milliseconds) => {
  player.seek(Math.floor(from * scene.moments.length));
  for (const until = performance.now() + 1000; performance.now() < until;) await frame();
  player.play();
  const gaps = [];
  const start = await frame();
  for (let last = start; last - start < milliseconds;) {
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  player.pause();
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
            page = open_views(browser, PLAY, scene.build(run), viewport=SCREEN)
            count = page.evaluate("nodes")
            for what, start in (("forward", 0.05), ("backward", 0.6)):
                found = page.evaluate(f"play({start}, {SECONDS * 1000})")
                yield Row(
                    f"playing {what}, {wanted} nodes",
                    found["fps"],
                    "frames/s",
                    ">= 50" if wanted == 1000 else "",
                    f"{count} in fact; 95 % of frames within {found['slow']:.0f} ms",
                )
            page.context.close()
        browser.close()
