"""tinygrad: lazy, so each result is asked for with `realize`; its CPU device needs clang."""

import shutil
from importlib import metadata

from peers import programs
from tinygrad import Context, Tensor
from tinygrad.nn.optim import SGD

if not shutil.which("clang"):
    raise ModuleNotFoundError("it needs clang")

FEWER = {"chain": 48, "scalars": 100, "both": 10, "forward": 20}  # or it would take minutes


class Tinygrad:
    """The programs on tinygrad.Tensor."""

    fewer = FEWER

    def forward(self, shape, size):
        x, y, z = (ones(shape) for _ in range(3))

        def work():
            for _ in range(size // 2):
                result = (x * y + z).realize()
            return result.sum().item()

        return work

    def both(self, shape, size):
        x, y = (ones(shape) for _ in range(2))
        seed = ones(shape)

        def work():
            for _ in range(size):
                result = x * y
                Tensor.realize(result, *result.gradient(x, y, gradient=seed))
            return result.sum().item()

        return work

    def chain(self, shape, size):
        seed = ones(shape)

        def work():
            x = ones(shape)
            c = (ones(shape) * 0.5).contiguous().realize()
            h = programs.chain(x, c, size, Tensor.tanh)
            of_x, of_c = h.gradient(x, c, gradient=seed)
            Tensor.realize(of_x, of_c)
            return of_x.sum().item()

        return work

    def training(self, network, size):
        weights = [Tensor(weight) for weight in network.weights]
        biases = [Tensor(bias) for bias in network.biases]
        inputs, labels = Tensor(network.inputs), Tensor(network.labels.astype("int32"))
        optimizer = SGD([*weights, *biases], lr=network.rate)

        def work():
            with Context(TRAINING=1):
                for _ in range(size):
                    optimizer.zero_grad()
                    h = inputs
                    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
                        h = h.linear(weight.T, bias).relu()
                    scores = h.linear(weights[-1].T, biases[-1])
                    loss = scores.cross_entropy(labels)
                    loss.backward()
                    loss.realize(*optimizer.schedule_step())
            return loss.item()

        return work

    def scalars(self, shape, size):
        def work():
            x = ones(())
            y = (ones(()) * 0.5).contiguous().realize()
            h = programs.scalars(x, y, size)
            of_x, of_y = h.gradient(x, y)
            Tensor.realize(of_x, of_y)
            return of_y.item()

        return work

    def deep(self, shape, size):
        def work():
            x = ones(())
            h = programs.deep(x, size)
            return h.gradient(x)[0].item()

        return work

    def held(self, op, size):
        return None  # before `realize` there is a graph of uops, afterwards none


def ones(shape):
    return Tensor.ones(*shape).contiguous().realize()


def engine():
    return Tinygrad()


def version():
    return metadata.version("tinygrad")
