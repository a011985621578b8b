"""HIPS autograd: functions are traced while one asks for their gradient."""

from importlib import metadata

import autograd.numpy as np
from autograd import make_vjp, value_and_grad
from peers import programs


class Hips:
    """A graph is made under `make_vjp` only, so every program is a function."""

    def forward(self, shape, size):
        x, y, z = (np.ones(shape, "float32") for _ in range(3))

        def program(x):
            for _ in range(size // 2):
                result = x * y + z
            return result

        return lambda: float(np.sum(make_vjp(program)(x)[1]))

    def both(self, shape, size):
        x, y, ones = (np.ones(shape, "float32") for _ in range(3))

        def program(x, y):
            return x * y

        of_x, of_y = make_vjp(program, 0), make_vjp(program, 1)

        def work():
            for _ in range(size):  # twice is quicker than once for a tuple (0, 1)
                back, result = of_x(x, y)
                back(ones)
                of_y(x, y)[0](ones)
            return float(np.sum(result))

        return work

    def chain(self, shape, size):
        x, ones = np.ones(shape, "float32"), np.ones(shape, "float32")
        c = np.full(shape, 0.5, "float32")

        def program(x, c):
            return programs.chain(x, c, size, np.tanh)

        return lambda: float(np.sum(make_vjp(program, (0, 1))(x, c)[0](ones)[0]))

    def training(self, network, size):
        pairs = zip(network.weights, network.biases, strict=True)
        parameters = [[weight.copy(), bias.copy()] for weight, bias in pairs]
        step = value_and_grad(lambda parameters: loss(parameters, network))

        def work():
            for _ in range(size):
                value, grads = step(parameters)
                for layer, grad in zip(parameters, grads, strict=True):
                    layer[0] -= network.rate * grad[0]
                    layer[1] -= network.rate * grad[1]
            return float(value)

        return work

    def scalars(self, shape, size):
        def program(x, y):
            return programs.scalars(x, y, size)

        one, half = np.float32(1), np.float32(0.5)
        return lambda: float(make_vjp(program, (0, 1))(one, half)[0](one)[1])

    def deep(self, shape, size):
        def program(x):
            return programs.deep(x, size)

        one = np.float32(1)
        return lambda: float(make_vjp(program)(one)[0](one))

    def held(self, op, size):
        def program(x, y):
            return programs.held(op, x, y, size)

        return make_vjp(program, (0, 1))(np.float32(1), np.float32(1))


def loss(parameters, network):
    """The mean cross entropy of the network's batch."""
    h = network.inputs
    for weight, bias in parameters[:-1]:
        h = np.maximum(np.dot(h, weight.T) + bias, 0)
    weight, bias = parameters[-1]
    scores = np.dot(h, weight.T) + bias
    top = np.max(scores, axis=1, keepdims=True)
    whole = top[:, 0] + np.log(np.sum(np.exp(scores - top), axis=1))
    return np.mean(whole - scores[np.arange(len(network.labels)), network.labels])


def engine():
    return Hips()


def version():
    return metadata.version("autograd")
