"""Frames per second while a large graph is panned and zoomed: 1,000 and 10,000 nodes, none closed.

The real view in Chromium, on the canvas backend. The camera moves at every frame, as under a
reader's hand: along the graph at a size that can be read, over the whole of it, and from the one
into the other.
"""

from frames import pages, timed
from row import Row

MILLISECONDS = 4000
WANTED = {1000: ">= 55", 10000: ">= 30"}  # 60 is all that a browser draws
WORK = {1000: "<= 16", 10000: "<= 33"}  # milliseconds that there are for a frame
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
view.setScene({ ...scene, groups: [] });
view.show(scene.moments.length - 1);
const surface = host.children[1];
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
    await rest(900);
  }
  const found = await rate(milliseconds, ways[what.split(" ")[0]]);
  point("pointerup", 500, at);
  return found;
};
"""


def rows():
    for wanted, count, page in pages(MOVE, PROGRAM, TURNS):
        for what in ("pan near", "pan all", "zoom out and in"):
            found = timed(page, f"measure('{what}', {MILLISECONDS})")
            yield Row(
                f"{what}, {wanted} nodes",
                found["fps"],
                "frames/s",
                WANTED[wanted],
                f"{count} in fact; 95 % of frames within {found['slow']:.0f} ms",
            )
            yield Row(
                f"{what}, {wanted} nodes: main thread, a frame", found["work"], "ms", WORK[wanted]
            )
