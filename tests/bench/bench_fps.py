"""Frames per second while the graph plays: 20, 200 and 1,000 nodes, forward and backward.

The real player drives the real view in Chromium. Counted are the frames in which the browser let
the page draw, which fall whenever a frame's work takes longer than a frame lasts.
"""

from frames import pages
from row import Row

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
import { createPlayer } from "./static/player.js";
view.setScene(scene);
const ignore = () => {};
const player = createPlayer({
  show: view.show, travel: view.travel, still: () => false,
  onMoment: ignore, onSettled: ignore, onPlaying: ignore, onError: ignore,
});
player.load(scene.moments, [], 0);
window.play = async (from, milliseconds) => {
  player.seek(Math.floor(from * scene.moments.length));
  await rest(1000);
  player.play();
  const found = await rate(milliseconds);
  player.pause();
  return found;
};
"""


def rows():
    for wanted, count, page in pages(PLAY, PROGRAM, TURNS):
        for what, start in (("forward", 0.05), ("backward", 0.6)):
            found = page.evaluate(f"play({start}, {SECONDS * 1000})")
            yield Row(
                f"playing {what}, {wanted} nodes",
                found["fps"],
                "frames/s",
                ">= 50" if wanted == 1000 else "",
                f"{count} in fact; 95 % of frames within {found['slow']:.0f} ms",
            )
