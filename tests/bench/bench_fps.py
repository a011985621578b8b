"""Frames per second while the graph plays: 20, 200 and 1,000 nodes, forward and backward.

The real player drives the real view in Chromium. Counted are the frames in which the browser let
the page draw, which fall whenever a frame's work takes longer than a frame lasts.
"""

import json
import mimetypes

import chromium
from gradwalk_ui import figure, program, scene
from gradwalk_ui.limits import UNLIMITED
from gradwalk_ui.static_files import directory
from playwright.sync_api import sync_playwright
from row import Row

ADDRESS = "http://gradwalk.invalid/"  # answered here; no request leaves the browser
SECONDS = 5
# About so many nodes of the picture for so many turns of the loop.
TURNS = {20: 1, 200: 20, 1000: 100}
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
PAGE = """<!doctype html><meta charset="utf-8">
<div id="host" style="position:absolute;inset:0"></div>
<script src="bokeh.js"></script>
<script type="module">
import { createView } from "./static/view.js";
import { createPlayer } from "./static/player.js";
const fetched = async (name) => (await fetch(name)).json();
const [figure, scene] = [await fetched("figure.json"), await fetched("scene.json")];
const view = await createView({ host: document.getElementById("host"), figure });
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
window.ready = scene.nodes.length;
</script>"""


def rows():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        for wanted, turns in TURNS.items():
            run = program.run(program.read(PROGRAM.format(turns=turns), "loop.py"), UNLIMITED)
            page = opened(browser, scene.build(run))
            count = page.evaluate("ready")
            for what, start in (("forward", 0.05), ("backward", 0.6)):
                found = page.evaluate(f"play({start}, {SECONDS * 1000})")
                yield Row(
                    f"playing {what}, {wanted} nodes",
                    found["fps"],
                    "frames/s",
                    ">= 50" if wanted == 1000 else "",
                    f"{count} in fact; 95 % of frames within {found['slow']:.0f} ms",
                )
            page.close()
        browser.close()


def opened(browser, drawn):
    """A page that shows a scene, answered from the files themselves."""
    given = {
        "": ("text/html", PAGE),
        "figure.json": ("application/json", json.dumps(figure.item())),
        "scene.json": ("application/json", json.dumps(drawn)),
        "bokeh.js": ("text/javascript", figure.bokehjs().read_text(encoding="utf-8")),
    }

    def answer(route):
        name = route.request.url.removeprefix(ADDRESS)
        if name in given:
            kind, body = given[name]
            route.fulfill(body=body, content_type=kind)
        elif name.startswith("static/"):
            kind, _ = mimetypes.guess_type(name)
            route.fulfill(path=directory() / name.removeprefix("static/"), content_type=kind)
        else:
            route.fulfill(status=404)

    page = browser.new_page(viewport={"width": 1000, "height": 760})
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_function("window.ready")
    return page
