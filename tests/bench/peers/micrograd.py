"""micrograd: Python floats, no arrays; recursion, so the limit is raised where that is enough."""

import sys
from contextlib import contextmanager
from importlib import metadata

from micrograd.engine import Value
from peers import programs


class Micrograd:
    """The programs on micrograd.engine.Value."""

    def forward(self, shape, size):
        if shape:
            return None
        x, y, z = Value(1.0), Value(1.0), Value(1.0)

        def work():
            for _ in range(size // 2):
                result = x * y + z
            return result.data

        return work

    def both(self, shape, size):
        if shape:
            return None
        x, y = Value(1.0), Value(1.0)

        def work():
            for _ in range(size):
                result = x * y
                result.backward()
            return result.data

        return work

    def chain(self, shape, size):
        return None  # it has no tanh

    def training(self, network, size):
        return None  # six million values a step

    def scalars(self, shape, size):
        def work():
            x, y = Value(1.0), Value(0.5)
            h = programs.scalars(x, y, size)
            with deeper(size + 1000):
                h.backward()
            return y.grad

        return work

    def deep(self, shape, size):
        def work():
            x = Value(1.0)
            h = programs.deep(x, size)
            h.backward()
            return x.grad

        return work

    def held(self, op, size):
        x, y = Value(1.0), Value(1.0)
        return programs.held(op, x, y, size)


@contextmanager
def deeper(limit):
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def engine():
    return Micrograd()


def version():
    return metadata.version("micrograd")
