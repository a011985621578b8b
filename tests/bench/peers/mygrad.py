"""MyGrad, without its guard of memory, which makes it several times slower."""

import mygrad as mg
import numpy
from peers import programs

mg.turn_memory_guarding_off()


class MyGrad:
    """The programs on mygrad.Tensor."""

    def forward(self, shape, size):
        x, y, z = (ones(shape) for _ in range(3))

        def work():
            for _ in range(size // 2):
                result = x * y + z
            return float(result.data.sum())

        return work

    def both(self, shape, size):
        x, y = (ones(shape) for _ in range(2))
        seed = numpy.ones(shape, "float32")

        def work():
            for _ in range(size):
                result = x * y
                result.backward(seed)
            return float(result.data.sum())

        return work

    def chain(self, shape, size):
        seed = numpy.ones(shape, "float32")

        def work():
            x = ones(shape)
            c = mg.tensor(numpy.full(shape, 0.5, "float32"))
            h = programs.chain(x, c, size, mg.tanh)
            h.backward(seed)
            return float(x.grad.sum())

        return work

    def training(self, network, size):
        weights = [mg.tensor(weight.copy()) for weight in network.weights]
        biases = [mg.tensor(bias.copy()) for bias in network.biases]

        def work():
            for _ in range(size):
                h = network.inputs
                for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
                    h = mg.nnet.relu(mg.matmul(h, weight.T) + bias)
                scores = mg.matmul(h, weights[-1].T) + biases[-1]
                loss = mg.nnet.softmax_crossentropy(scores, network.labels)
                loss.backward()
                for parameter in (*weights, *biases):
                    parameter.data -= network.rate * parameter.grad
            return loss.item()

        return work

    def scalars(self, shape, size):
        def work():
            x = ones(())
            y = mg.tensor(numpy.float32(0.5))
            h = programs.scalars(x, y, size)
            h.backward()
            return y.grad.item()

        return work

    def deep(self, shape, size):
        def work():
            x = ones(())
            h = programs.deep(x, size)
            h.backward()
            return x.grad.item()

        return work

    def held(self, op, size):
        x, y = ones(()), ones(())
        return programs.held(op, x, y, size)


def ones(shape):
    return mg.tensor(numpy.ones(shape, "float32"))


def engine():
    return MyGrad()


def version():
    return mg.__version__
