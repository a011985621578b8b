"""What the peers are measured at: programs as data, the same for every engine.

An engine is a class with a method for each program. The method prepares and returns `work`, a
function without arguments that runs the program once and returns a number: every engine must give
the same one. A method that returns None says that the engine cannot do this.
"""

from dataclasses import dataclass

FORWARD = "forward"  # `x * y + z`, with history, `size / 2` times: the last result
BOTH = "both"  # `x * y` and its backward, `size` times: the last result
CHAIN = "chain"  # `size` ops, one upon the other, and one backward: the gradient of the first
TRAINING = "training"  # `size` steps of SGD on the Network: the last loss
SCALARS = "scalars"  # `h = h * y + x`, `size` nodes, and one backward: the gradient of y
DEEP = "deep"  # `h = h * 1.0`, `size` times, backward, and all of it freed: the gradient


def chain(x, c, size, tanh):
    """The last of `size` operations, one upon the other."""
    h = x
    for _ in range(size // 3):
        h = h * c
        h = h + x
        h = tanh(h)
    return h


def scalars(x, y, size):
    """The last of `size` operations on numbers."""
    h = x
    for _ in range(size // 2):
        h = h * y + x
    return h


def deep(x, size):
    """The number times one, `size` times."""
    h = x
    for _ in range(size):
        h = h * 1.0
    return h


def held(op, x, y, size):
    """What keeps a graph of `size` nodes alive."""
    h = x
    for _ in range(size):
        h = h * y if op == "mul" else h + y
    return h


@dataclass(frozen=True)
class Program:
    """One column of the table."""

    key: str  # the letter of the goal, and which
    title: str
    method: str
    size: int
    shape: tuple | None = None
    wanted: float | None = None  # of recorded gradwalk over PyTorch, at most
    unit: str = "us"  # for one of `size`

    def shown(self, seconds):
        """The seconds of a run, as the number that the table has."""
        return seconds * 1000 if self.unit == "ms" else seconds * 1e6 / self.size


VECTOR = (8,)
PROGRAMS = (
    Program("a1", "forward, ()", FORWARD, 1000, (), 1.6),
    Program("a2", "forward, (8,)", FORWARD, 1000, VECTOR, 1.6),
    Program("a3", "forward and backward, ()", BOTH, 300, (), 1.6),
    Program("a4", "forward and backward, (8,)", BOTH, 300, VECTOR, 1.6),
    Program("b1", "chain of 1,000, ()", CHAIN, 999, (), 1.0),
    Program("b2", "chain of 1,000, (8,)", CHAIN, 999, VECTOR, 1.0),
    Program("c", "MLP step", TRAINING, 10, None, 1.0),
    Program("d", "10,000 scalars", SCALARS, 10_000, (), 0.9),
    Program("e", "100,000 deep", DEEP, 100_000, (), 1.0, "ms"),
)
BYTES = (("f1", "bytes, mul", "mul"), ("f2", "bytes, add", "add"))
BYTES_WANTED = 1.0
HIPS_WANTED = 3  # times slower than recorded gradwalk, at least
