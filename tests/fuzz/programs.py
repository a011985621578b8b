"""Random programs: statements drawn from the templates, one after the other, as they run.

The maker looks at the tensors that gradwalk has made so far, so that most of what it draws fits
(dimensions, shapes, dtypes) and some of it does not. What a seed gives depends on the engine;
a program, once made, is text.
"""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable
from typing import Any

import templates as t
from run import Eyes, Program, Run, ended

SAME = re.compile(r"\[(\S+), \1\]")  # the gradient of one tensor asked for twice
PART = re.compile(r"\{(\w)\}")
SHAPES = [(), (1,), (2,), (3,), (3,), (2, 3), (2, 3), (3, 2), (3, 3), (1, 3), (2, 1), (2, 1, 3)]
STRANGE = [(0,), (0, 3), (2, 2, 2), (4,), (1, 1)]
NUMBERS = ["0", "1", "-1", "2", "3", "0.5", "-0.5", "1.5", "2.0", "-2.0", "0.0", "1.0", "0.25"]
ODD = ["True", "float('inf')", "float('nan')", "1e-3"]
DTYPES = ["float32", "float64", "float64", "int64", "int32", "bool"]
SENSE = 0.98  # how often a statement that cannot work is drawn anew
LARGEST = 40  # elements of a tensor that is used on

FAMILIES: list[tuple[list[str], int]] = [
    (t.OPERATIONS, 16),
    (t.DIMENSIONS, 12),
    (t.VIEWS, 15),
    (t.WRITES, 20),
    (t.CREATION, 6),
    (t.FLAGS, 10),
    (t.BACKWARDS, 16),
    (t.HOOKS, 6),
    (t.PRINTS, 3),
    (t.LOSSES, 3),
]


class UnfitError(Exception):
    """There is no tensor that suits a template: another one is drawn."""


class Maker:
    """Makes one program."""

    def __init__(self, eyes: Eyes, seed: int) -> None:
        self.dice = random.Random(seed)
        self.run = Run(eyes)
        self.torch = eyes.torch
        self.made = 0
        self.families = [(each, weight) for each, weight in FAMILIES]
        self.modules = self.dice.random() < 0.25
        self.functions = self.dice.random() < 0.25
        self.twice = self.dice.random() < 0.25
        if self.twice:
            self.modules = self.functions = False
            self.families = [(t.TWICE, 60), (t.BACKWARDS, 25), (t.FLAGS, 10), (t.HOOKS, 5)]

    # --- what there is ---------------------------------------------------------------------

    def tensors(self) -> dict[str, Any]:
        """The tensors that are there, small ones, by name."""
        names = self.run.names
        kind = self.torch.Tensor
        found = {k: v for k, v in names.items() if isinstance(v, kind)}
        for k, v in names.items():
            if isinstance(v, (tuple, list)):
                for i, each in enumerate(v):
                    if isinstance(each, kind) and each.requires_grad:
                        found[f"{k}[{i}]"] = each
        return {k: v for k, v in found.items() if v.numel() <= LARGEST and not v.is_inference()}

    def of(self, kind: Any) -> list[str]:
        return [k for k, v in self.run.names.items() if isinstance(v, kind)]

    def pick(self, suits: Callable[[Any], bool] = lambda _: True, odd: float = 0.01) -> str:
        """A tensor that suits, of late ones rather; now and then any."""
        found = self.tensors()
        names = list(found) if self.parts else [k for k in found if "[" not in k]
        if self.dice.random() >= odd:
            suiting = [k for k in names if suits(found[k])]
            if not suiting and self.dice.random() < SENSE:
                raise UnfitError
            names = suiting or names
        if not names:
            raise UnfitError
        place = int(len(names) * self.dice.random() ** 0.6)
        return names[place]

    def tame(self, tensor: Any) -> bool:
        """Whether a tensor is of floats that are not too large to be told apart by."""
        if tensor.dtype not in (self.torch.float32, self.torch.float64):
            return False
        if not tensor.numel():
            return self.dice.random() < 0.2
        return float(tensor.detach().abs().max()) < 1e4

    # --- the parts of a statement ------------------------------------------------------------

    def filled(self, template: str) -> str:
        """A template with its parts drawn."""
        self.x = ""
        self.new = ""
        self.parts = template.startswith("{v}")  # else it may write, and parts may share memory
        return PART.sub(lambda match: str(getattr(self, "part_" + match[1])()), template)

    def shape(self) -> tuple[int, ...]:
        found = self.tensors().get(self.x)
        return tuple(found.shape) if found is not None else ()

    def part_v(self) -> str:
        if not self.new:
            self.new = f"t{self.made}"
            self.made += 1
            if self.dice.random() < 0.06:
                self.new = self.dice.choice(self.of(self.torch.Tensor) or [self.new])
        return self.new

    def part_x(self) -> str:
        if not self.x or self.dice.random() < 0.1:
            self.x = self.pick(self.tame, 0.04)
        return self.x

    def part_y(self) -> str:
        shape = self.shape()
        return self.pick(lambda each: self.tame(each) and _fits(tuple(each.shape), shape))

    def part_z(self) -> str:
        shape = self.shape()
        return self.pick(lambda each: self.tame(each) and tuple(each.shape) == shape)

    def part_m(self) -> str:
        shape = self.shape()
        last = shape[-1] if shape else 0
        return self.pick(
            lambda each: self.tame(each) and each.ndim > 0 and each.shape[-2:][0] == last
        )

    def part_q(self) -> str:
        found = self.pick(lambda each: self.tame(each) and each.ndim == 2)
        there = self.tensors().get(found)
        return found if there is not None and there.ndim == 2 else "torch.eye(2)"

    def part_f(self) -> str:
        leaf = self.pick(lambda each: _asked(lambda: each.is_leaf and each.requires_grad))
        self.x = self.x or leaf
        return leaf

    def part_r(self) -> str:
        root = self.pick(lambda each: _asked(lambda: each.requires_grad and not each.is_leaf))
        self.x = self.x or root
        return root

    def part_g(self) -> str:
        shape = self.shape()
        return self.dice.choice(
            [
                f"torch.ones({shape})",
                f"torch.ones({shape})",
                f"torch.ones_like({self.x})",
                self.part_z() + ".detach()",
                self.part_y() + ".detach()",
                "None",
                "[1.0]",
            ]
        )

    def part_c(self) -> str:
        if self.dice.random() < 0.3:
            shape = self.shape()
            found = [
                k
                for k, v in self.tensors().items()
                if v.dtype is self.torch.bool and tuple(v.shape) == shape
            ]
            if found:
                return self.dice.choice(found)
        return f"{self.x or self.part_x()} > {self.part_n()}"

    def part_p(self) -> str:
        dice, shape = self.dice, self.shape()
        if dice.random() < 0.15:
            found = [k for k, v in self.tensors().items() if v.dtype is self.torch.int64]
            if found:
                return dice.choice(found)
        size = shape[dice.randrange(len(shape))] if shape else 1
        places = lambda: [dice.randrange(max(size, 1)) for _ in range(dice.randint(1, 3))]  # noqa: E731
        if len(shape) == 2 and dice.random() < 0.5:
            row = places()
            rows = [row[:], [dice.choice(row) for _ in row]][: dice.randint(1, 2)]
            return f"torch.tensor({rows})"
        return f"torch.tensor({places()})"

    def part_n(self) -> str:
        return self.dice.choice(ODD if self.dice.random() < 0.05 else NUMBERS)

    def part_k(self) -> str:
        return str(self.dice.choice([0, 1, 1, 1, 2, 2, 3, -1]))

    def part_b(self) -> str:
        return self.dice.choice(["True", "False"])

    def part_t(self) -> str:
        return "torch." + self.dice.choice(DTYPES)

    def part_d(self) -> str:
        ndim = len(self.shape())
        if not ndim and self.dice.random() < SENSE:
            return self.dice.choice(["0", "-1"])
        if not ndim or self.dice.random() < 0.01:
            return self.dice.choice(["0", "-1", "1", "2", "-3"])
        return str(self.dice.randrange(-ndim, ndim))

    part_e = part_d

    def part_D(self) -> str:  # noqa: N802 - the part is called so
        ndim = len(self.shape())
        dims = list(range(ndim))
        self.dice.shuffle(dims)
        if self.dice.random() < 0.4:
            dims = dims[: self.dice.randint(0, ndim)]
        if self.dice.random() < 0.01:
            dims.append(self.dice.randint(-3, 3))
        return str(tuple(dims))

    def part_o(self) -> str:
        return str(self.dice.choice(STRANGE if self.dice.random() < 0.1 else SHAPES))

    def part_s(self) -> str:
        count = 1
        for n in self.shape():
            count *= n
        found = [each for each in [*SHAPES, (6,), (9,), (3, 1), (1, 6)] if _numel(each) == count]
        shape = list(self.dice.choice(found or SHAPES))
        if shape and self.dice.random() < 0.2:
            shape[self.dice.randrange(len(shape))] = -1
        return str(tuple(shape))

    def part_w(self) -> str:
        shape = [n if n != 1 else self.dice.choice([1, 2, 3]) for n in self.shape()]
        if self.dice.random() < 0.4:
            shape = [self.dice.choice([1, 2]), *shape]
        if shape and self.dice.random() < 0.2:
            shape[self.dice.randrange(len(shape))] = 5
        return str(tuple(shape))

    def part_i(self) -> str:
        """An index: one to three parts."""
        shape = self.shape()
        if not shape:
            return self.dice.choice(["...", "None"])
        count = self.dice.choice([1, 1, 1, 2, 2, 3])
        if self.dice.random() < 0.99:
            count = min(count, max(len(shape), 1))
        parts = [self._index(shape[i] if i < len(shape) else 1) for i in range(count)]
        return ", ".join(parts)

    def _index(self, size: int) -> str:
        dice = self.dice
        if dice.random() < 0.6:
            return dice.choice(
                [
                    str(dice.randrange(max(size, 1))),
                    "0",
                    "-1",
                    ":",
                    "1:",
                    ":1",
                    "::2" if size > 2 else ":",
                    "...",
                ]
            )
        if dice.random() < 0.97 and size:
            places = [dice.randrange(size) for _ in range(dice.randint(1, 3))]
            mask = [dice.random() < 0.5 for _ in range(size)]
            return dice.choice(
                [str(places), f"torch.tensor({places})", "None", f"torch.tensor({mask})", f"{mask}"]
            )
        return dice.choice(["5", "-4", "::-1", "1.0", "'a'", "torch.tensor(1)"])

    def part_l(self) -> str:
        return "[" + ", ".join(self.part_z() for _ in range(self.dice.randint(1, 3))) + "]"

    def part_h(self) -> str:
        found = [k for k, v in self.run.names.items() if type(v).__name__ == "RemovableHandle"]
        return self.dice.choice(found or ["t0"])

    def part_M(self) -> str:  # noqa: N802
        return f"m{self.dice.randint(1, 2)}"

    def part_a(self) -> str:
        return self.dice.choice(self.of(self.torch.nn.Module) or ["m1"])

    def part_O(self) -> str:  # noqa: N802
        return "opt"

    part_u = part_O

    def part_C(self) -> str:  # noqa: N802
        return "Fn"

    # --- statements ----------------------------------------------------------------------------

    def statement(self, *, nested: bool = False) -> str:
        """One statement that makes sense, mostly."""
        for _ in range(60):
            with contextlib.suppress(UnfitError):
                return self.drawn(nested=nested)
        return self.leaf()

    def drawn(self, *, nested: bool) -> str:
        """One statement."""
        dice = self.dice
        roll = dice.random()
        if roll < 0.07 and not nested:
            return self.block()
        if self.functions and roll < 0.2 and not nested:
            if "Fn" not in self.run.names and not nested:
                return self.filled(dice.choice(t.FUNCTIONS))
            return self.filled(dice.choice(t.APPLIED))
        if self.modules and roll < 0.35:
            if not self.of(self.torch.nn.Module):
                return self.filled(dice.choice(t.MODULES))
            if "opt" not in self.run.names:
                return self.filled(dice.choice([*t.OPTIMISERS, *t.CALLS, *t.CALLS]))
            return self.filled(dice.choice([*t.STEPS, *t.CALLS, *t.MODULES[:1]]))
        if roll > 0.9 and not self.twice:
            return self.unary()
        family = dice.choices([f for f, _ in self.families], [w for _, w in self.families])[0]
        while True:
            template = dice.choice(family)
            if not self.twice and ("create_graph" in template or "hessian" in template):
                continue
            statement = self.filled(template)
            if self.functions and statement.startswith("torch.set_grad_enabled"):
                continue
            if not SAME.search(statement):
                return statement

    def unary(self) -> str:
        dice = self.dice
        return self.filled(
            dice.choice(
                [
                    f"{{v}} = {{x}}.{dice.choice(t.UNARY)}()",
                    f"{{v}} = torch.{dice.choice(t.UNARY[:30])}({{x}})",
                    f"{{v}} = F.{dice.choice(t.FUNCTIONAL)}({{x}})",
                    f"{{x}}.{dice.choice(t.INPLACE)}()",
                    f"{{v}} = {{x}}.{dice.choice(t.REDUCTIONS)}()",
                ]
            )
        )

    def block(self) -> str:
        """A with or a loop, and what stands in it."""
        head = self.filled(self.dice.choice(t.BLOCKS))
        body = [self.statement(nested=True) for _ in range(self.dice.randint(1, 3))]
        return "\n".join([head, *(f"    {each}" for each in body if "\n" not in each), "    pass"])

    def leaf(self) -> str:
        """A tensor to begin with."""
        dice = self.dice
        shape = dice.choice(SHAPES)
        values = _nested(
            shape, lambda: dice.choice([0.5, -1.0, 2.0, 1.5, -0.25, 3.0, -2.0, 0.0, 1.0])
        )
        options = dice.choice(
            [", requires_grad=True"] * 6 + [""] * 2 + [", dtype=torch.float64, requires_grad=True"]
        )
        name = self.part_v() if not self.new else f"t{self.made}"
        return f"{name} = torch.tensor({values}{options})"


def _nested(shape: tuple[int, ...], value: Callable[[], float]) -> Any:
    if not shape:
        return value()
    return [_nested(shape[1:], value) for _ in range(shape[0])]


def _numel(shape: tuple[int, ...]) -> int:
    count = 1
    for n in shape:
        count *= n
    return count


def _fits(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether `one` expands to the other."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return len(one) <= len(other) and all(n in (1, m) for n, m in pairs)


def _asked(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except RuntimeError:
        return False


def generated(eyes: Eyes, seed: int) -> tuple[Program, list[dict[str, Any]]]:
    """The program of a seed, and what could be seen as it was made."""
    maker = Maker(eyes, seed)
    program = Program([], closely=maker.dice.random() < 0.6)
    seen = []
    count = maker.dice.choice([5, 10, 15, 20])
    leaves = maker.dice.randint(1, 3)
    for place in range(count):
        maker.new = ""
        statement = maker.leaf() if place < leaves else maker.statement()
        program.statements.append(statement)
        seen.append(maker.run.statement(statement, closely=program.closely))
    seen.append(ended(maker.run))
    return program, seen
