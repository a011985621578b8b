"""NumPy with the derivatives written by hand: no graph, no names, nothing but the numbers.

What it takes is what these programs ask of NumPy itself: of its scalars where there are no
dimensions, of arrays elsewhere.
"""

import numpy as np


def full(shape, value):
    """An array, or the scalar that NumPy has for one of no dimensions."""
    return np.full(shape, value, "float32")[()]


class ByHand:
    """Each program as its forward and its backward calls of NumPy."""

    def forward(self, shape, size):
        x, y, z = (full(shape, 1) for _ in range(3))

        def work():
            for _ in range(size // 2):
                result = x * y + z
            return float(np.sum(result))

        return work

    def both(self, shape, size):
        x, y, ones = (full(shape, 1) for _ in range(3))

        def work():
            of_x, of_y = full(shape, 0), full(shape, 0)
            for _ in range(size):
                result = x * y
                of_x += ones * y
                of_y += ones * x
            return float(np.sum(result))

        return work

    def chain(self, shape, size):
        def work():
            x = h = full(shape, 1)
            c = full(shape, 0.5)
            kept = []
            for _ in range(size // 3):
                before = h
                h = np.tanh(h * c + x)
                kept.append((before, h))
            g, of_x, of_c = full(shape, 1), 0, 0
            for before, h in reversed(kept):
                g = g * (1 - h * h)
                of_x = of_x + g
                of_c = of_c + g * before
                g = g * c
            return float(np.sum(of_x + g))

        return work

    def training(self, network, size):
        pairs = zip(network.weights, network.biases, strict=True)
        layers = [(weight.copy(), bias.copy()) for weight, bias in pairs]
        rows = np.arange(len(network.labels))

        def work():
            for _ in range(size):
                hidden = [network.inputs]
                for weight, bias in layers[:-1]:
                    hidden.append(np.maximum(hidden[-1] @ weight.T + bias, 0))
                weight, bias = layers[-1]
                scores = hidden[-1] @ weight.T + bias
                scores -= scores.max(axis=1, keepdims=True)
                shares = np.exp(scores)
                whole = shares.sum(axis=1, keepdims=True)
                loss = np.mean(np.log(whole[:, 0]) - scores[rows, network.labels])
                g = shares / whole
                g[rows, network.labels] -= 1
                g /= len(rows)
                for (weight, bias), h in zip(reversed(layers), reversed(hidden), strict=True):
                    of_weight, of_bias = g.T @ h, g.sum(axis=0)
                    if h is not network.inputs:
                        g = (g @ weight) * (h > 0)
                    np.subtract(weight, network.rate * of_weight, out=weight)
                    np.subtract(bias, network.rate * of_bias, out=bias)
            return float(loss)

        return work

    def scalars(self, shape, size):
        def work():
            x, y = np.float32(1), np.float32(0.5)
            h, kept = x, []
            for _ in range(size // 2):
                kept.append(h)
                h = h * y + x
            g, of_x, of_y = np.float32(1), np.float32(0), np.float32(0)
            for before in reversed(kept):
                of_x = of_x + g
                of_y = of_y + g * before
                g = g * y
            of_x = of_x + g
            return float(of_y)

        return work

    def deep(self, shape, size):
        def work():
            one = h = g = np.float32(1)
            for _ in range(size):
                h = h * one
            for _ in range(size):
                g = g * one
            return float(g)

        return work

    def held(self, op, size):
        return None  # it keeps no graph


def engine():
    return ByHand()


def version():
    return ""
