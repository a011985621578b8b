"""What every engine trains: the same network, on the same batch, from the same start."""

from itertools import pairwise

import numpy


class Network:
    """An MLP 784-128-64-10, a batch of 64, and SGD's rate: the start of every engine's training."""

    rate = 0.01

    def __init__(self):
        random = numpy.random.default_rng(0)
        sizes = (784, 128, 64, 10)
        bounds = [(m, n, 1 / numpy.sqrt(m)) for m, n in pairwise(sizes)]
        self.weights = [random.uniform(-k, k, (n, m)).astype("float32") for m, n, k in bounds]
        self.biases = [random.uniform(-k, k, n).astype("float32") for _, n, k in bounds]
        self.inputs = random.standard_normal((64, 784)).astype("float32")
        self.labels = random.integers(0, 10, 64)
