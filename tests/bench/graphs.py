"""Graphs of the shapes that programs have, at any size: boxes and links for the layouts."""

from random import Random

from gradwalk_ui.layout import Box, Link


class Drawing:
    """Boxes and links as they are added; ids are numbers by order of creation."""

    def __init__(self):
        self.labels = []
        self.ends = []

    def box(self, label, *sources):
        name = len(self.labels)
        self.labels.append(label)
        self.ends += [(source, name) for source in sources]
        return name

    def done(self):
        """Boxes and links; a leaf with one use is docked at it, unless it begins a chain."""
        uses, fed = {}, {}
        for source, target in self.ends:
            uses.setdefault(source, []).append(target)
            fed.setdefault(target, []).append(source)
        docks = {v: used[0] for v, used in uses.items() if v not in fed and len(used) == 1}
        for sources in fed.values():
            if all(v in docks for v in sources):
                del docks[sources[0]]
        boxes = [
            Box(f"b{v}", max(60, 7 * len(label) + 20), 36, f"b{docks[v]}" if v in docks else None)
            for v, label in enumerate(self.labels)
        ]
        return boxes, [Link(f"e{i}", f"b{u}", f"b{v}") for i, (u, v) in enumerate(self.ends)]


def residual(count):
    """Blocks of two linear layers, each with a skip past it."""
    add = Drawing()
    h = add.box("x")
    while len(add.labels) < count - 5:
        first = add.box("AddBackward0", add.box("MmBackward0", h, add.box("W1")), add.box("b1"))
        relu = add.box("ReluBackward0", first)
        second = add.box("AddBackward0", add.box("MmBackward0", relu, add.box("W2")), add.box("b2"))
        h = add.box("AddBackward0", second, h)
    error = add.box("SubBackward0", h, add.box("target"))
    add.box("MeanBackward0", add.box("PowBackward0", error))
    return add.done()


def series_parallel(count, seed=1):
    """An edge grown at random: cut in two, or doubled."""
    random = Random(seed)
    names = ("MulBackward0", "AddBackward0", "TanhBackward0", "SigmoidBackward0", "SumBackward1")
    add = Drawing()
    edges = [(add.box(random.choice(names)), add.box(random.choice(names)))]
    while len(add.labels) < count:
        k = random.randrange(len(edges))
        u, v = edges[k]
        in_series = random.random() < 0.55
        between = add.box(random.choice(names))
        if in_series:
            edges[k] = (u, between)
        else:
            edges.append((u, between))
        edges.append((between, v))
    add.ends = list(dict.fromkeys(edges))
    return add.done()


def shared_weights(count):
    """A recurrent net unrolled: three leaves that every step uses."""
    add = Drawing()
    w, u, b, h = add.box("W_hh"), add.box("W_xh"), add.box("b"), add.box("h0")
    while len(add.labels) < count - 1:
        fed = add.box("MmBackward0", add.box("x"), u)
        both = add.box("AddBackward0", add.box("MmBackward0", h, w), fed)
        h = add.box("TanhBackward0", add.box("AddBackward0", both, b))
    add.box("SumBackward0", h)
    return add.done()
