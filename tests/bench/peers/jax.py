"""JAX, eager: no jit, every op dispatched by itself and its gradient by `jax.vjp`."""

import jax
import jax.numpy as jnp
import numpy
from peers import programs

FEWER = {"chain": 99, "scalars": 400, "both": 30, "forward": 200}  # or it would take minutes


class Jax:
    """A graph is made under `vjp` only, so every program is a function."""

    fewer = FEWER

    def forward(self, shape, size):
        x, y, z = (jnp.ones(shape) for _ in range(3))

        def program(x, y, z):
            for _ in range(size // 2):
                result = x * y + z
            return result

        return lambda: float(jax.vjp(program, x, y, z)[0].sum())

    def both(self, shape, size):
        x, y, ones = (jnp.ones(shape) for _ in range(3))

        def work():
            for _ in range(size):
                result, back = jax.vjp(lambda x, y: x * y, x, y)
                back(ones)
            return float(result.sum())

        return work

    def chain(self, shape, size):
        x, ones = jnp.ones(shape), jnp.ones(shape)
        c = jnp.full(shape, 0.5)

        def program(x, c):
            return programs.chain(x, c, size, jnp.tanh)

        return lambda: float(jax.vjp(program, x, c)[1](ones)[0].sum())

    def training(self, network, size):
        inputs, labels = jnp.asarray(network.inputs), jnp.asarray(network.labels)
        rows = jnp.arange(len(network.labels))
        pairs = zip(network.weights, network.biases, strict=True)
        start = [(jnp.asarray(weight), jnp.asarray(bias)) for weight, bias in pairs]

        def loss(parameters):
            h = inputs
            for weight, bias in parameters[:-1]:
                h = jnp.maximum(h @ weight.T + bias, 0)
            weight, bias = parameters[-1]
            logs = jax.nn.log_softmax(h @ weight.T + bias)
            return -logs[rows, labels].mean()

        step = jax.value_and_grad(loss)

        def work():
            nonlocal start
            for _ in range(size):
                value, grads = step(start)
                start = jax.tree.map(lambda old, grad: old - network.rate * grad, start, grads)
            return float(value)

        return work

    def scalars(self, shape, size):
        def program(x, y):
            return programs.scalars(x, y, size)

        one, half = jnp.float32(1), jnp.float32(0.5)
        return lambda: float(jax.vjp(program, one, half)[1](one)[1])

    def deep(self, shape, size):
        def program(x):
            return programs.deep(x, size)

        one = jnp.float32(1)
        return lambda: float(jax.vjp(program, one)[1](one)[0])

    def held(self, op, size):
        return None  # its graph is compiled: what it keeps is no node


def engine():
    numpy.asarray(jnp.ones(1))  # the backend starts here, not in what is measured
    return Jax()


def version():
    return jax.__version__
