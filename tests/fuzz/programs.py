"""Random programs: statements drawn from the templates, one after the other, as they run.

The maker looks at the tensors that gradwalk has made so far, so that most of what it draws fits
(dimensions, shapes, dtypes) and some of it does not. What a seed gives depends on the engine;
a program, once made, is text.
"""

from __future__ import annotations

import contextlib
import random
import re
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import templates as t
from misuse import WRONG, misused
from run import Eyes, Program, Run, ended
from themes import THEME_BLOCKS, THEMES

SAME = re.compile(r"\[(\S+), \1\]")  # the gradient of one tensor asked for twice
PART = re.compile(r"\{(\w)\}")
SHAPES = [(), (1,), (2,), (3,), (3,), (2, 3), (2, 3), (3, 2), (3, 3), (1, 3), (2, 1), (2, 1, 3)]
STRANGE = [(0,), (0, 3), (2, 2, 2), (4,), (1, 1)]
NUMBERS = ["0", "1", "-1", "2", "3", "0.5", "-0.5", "1.5", "2.0", "-2.0", "0.0", "1.0", "0.25"]
ODD = ["True", "float('inf')", "float('nan')", "1e-3"]
DTYPES = ["float32", "float64", "float64", "int64", "int32", "bool"]
RARE_DTYPES = ["float16", "uint8", "int8", "complex64"]
BINARY = ["+", "-", "*", "/", "//", "%", "**", "@", "==", "<", ">=", "&", "|"]
MODES = ["no_grad", "enable_grad", "inference_mode"]
SENSE = 0.98  # how often a statement that cannot work is drawn anew
BROKEN = 0.1  # of the statements of a program about misuse are made wrong
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


HOW_MANY = [0, 1, 1, 2, 2, 3]  # themes a program may have


class UnfitError(Exception):
    """There is no tensor that suits a template: another one is drawn."""


class Maker:
    """Makes one program."""

    def __init__(self, eyes: Eyes, seed: int, themes: Sequence[str]) -> None:
        self.dice = random.Random(seed)
        self.run = Run(eyes)
        self.torch = eyes.torch
        self.made = 0
        twice = self.dice.random() < 0.15
        self.themes = self.dice.sample(themes, 0 if twice else self.dice.choice(HOW_MANY))
        self.second = twice or self.dice.random() < 0.15  # gradients of gradients
        self.blocks = [*t.BLOCKS]
        if twice:
            self.families = [(t.TWICE, 60), (t.BACKWARDS, 25), (t.FLAGS, 10), (t.HOOKS, 5)]
            return
        self.families = [*FAMILIES, (self.unary(), 12)]
        for theme in self.themes:
            self.families += THEMES[theme]
            self.blocks += THEME_BLOCKS.get(theme, [])

    def program(self) -> Program:
        """The program to be made, still empty."""
        graphs = self.families[0][0] is t.TWICE or not (self.second or "maps" in self.themes)
        return Program([], closely=self.dice.random() < 0.6, graphs=graphs)

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
        late = "modes" in self.themes
        return {
            k: v
            for k, v in found.items()
            if v.numel() <= LARGEST and (late or not v.is_inference())
        }

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
            return "kinds" in self.themes and self.dice.random() < 0.3
        if not tensor.numel():
            return self.dice.random() < 0.2
        return float(tensor.detach().abs().max()) < 1e4

    # --- the parts of a statement ------------------------------------------------------------

    def filled(self, template: str) -> str:
        """A template with its parts drawn."""
        self.x = ""
        self.new = ""
        self.new_class = self.dice.choice(["Fn", "Fn", "Gn"]) if template[:5] == "class" else ""
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
        return "torch." + self.dice.choice(RARE_DTYPES if self.dice.random() < 0.1 else DTYPES)

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
        return self.named("RemovableHandle")

    def part_A(self) -> str:  # noqa: N802 - these parts are called so
        return self.named("ndarray")

    def part_a(self) -> str:
        return self.one(self.of(self.torch.nn.Module))

    def part_u(self) -> str:
        return self.one([k for k in self.run.names if k == "opt"])

    def part_S(self) -> str:  # noqa: N802
        return "plan"

    def part_C(self) -> str:  # noqa: N802
        """A Function: a new one where its class is written, else one that is there."""
        return self.new_class or self.one([k for k in self.run.names if k in ("Fn", "Gn")])

    def part_M(self) -> str:  # noqa: N802
        return f"m{self.dice.randint(1, 2)}"

    def part_O(self) -> str:  # noqa: N802
        return "opt"

    def part_P(self) -> str:  # noqa: N802
        """One of the tensors of a tuple or list."""
        kind = self.torch.Tensor
        found = [
            f"{k}[{i}]"
            for k, v in self.run.names.items()
            if isinstance(v, (tuple, list))
            for i, each in enumerate(v)
            if isinstance(each, kind) and each.numel() <= LARGEST
        ]
        self.x = self.one(found)
        return self.x

    def part_W(self) -> str:  # noqa: N802
        return self.dice.choice(WRONG) if "broken" in self.themes else self.one([])

    def part_B(self) -> str:  # noqa: N802
        return self.dice.choice(BINARY)

    def part_G(self) -> str:  # noqa: N802
        return self.dice.choice(MODES)

    def part_R(self) -> str:  # noqa: N802
        return self.dice.choice(["mean", "sum", "none"])

    def part_U(self) -> str:  # noqa: N802
        return self.dice.choice(t.UNARY)

    def named(self, kind: str) -> str:
        return self.one([k for k, v in self.run.names.items() if type(v).__name__ == kind])

    def one(self, found: list[str]) -> str:
        if not found:
            raise UnfitError
        return self.dice.choice(found)

    # --- statements ----------------------------------------------------------------------------

    def statement(self, *, depth: int = 0) -> str:
        """One statement that makes sense, mostly."""
        for _ in range(60):
            with contextlib.suppress(UnfitError):
                return self.drawn(depth)
        return self.leaf()

    def drawn(self, depth: int) -> str:
        """One statement."""
        dice = self.dice
        if dice.random() < (0.07, 0.05, 0.0)[depth]:
            return self.block(depth)
        family = dice.choices([f for f, _ in self.families], [w for _, w in self.families])[0]
        template = dice.choice(family)
        if "create_graph" in template and not self.second:
            raise UnfitError
        statement = self.filled(template)
        if SAME.search(statement):
            raise UnfitError
        if "broken" in self.themes and dice.random() < BROKEN:
            return misused(statement, dice)
        return statement

    def unary(self) -> list[str]:
        """Functions of one tensor, in the ways in which they are written."""
        return [
            *[f"{{v}} = {{x}}.{each}()" for each in t.UNARY],
            *[f"{{v}} = torch.{each}({{x}})" for each in t.UNARY[:30]],
            *[f"{{v}} = F.{each}({{x}})" for each in t.FUNCTIONAL],
            *[f"{{x}}.{each}()" for each in t.INPLACE],
            *[f"{{v}} = {{x}}.{each}()" for each in t.REDUCTIONS * 2],
        ]

    def block(self, depth: int) -> str:
        """A with or a loop, and what stands in it."""
        head = self.filled(self.dice.choice(self.blocks))
        body = [self.statement(depth=depth + 1) for _ in range(self.dice.randint(1, 3))]
        return "\n".join([head, *(textwrap.indent(each, "    ") for each in body), "    pass"])

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


def generated(
    eyes: Eyes, seed: int, themes: Sequence[str] = tuple(THEMES)
) -> tuple[Program, list[dict[str, Any]]]:
    """The program of a seed, about some of these themes, and what could be seen as it was made."""
    maker = Maker(eyes, seed, themes)
    program = maker.program()
    seen = []
    count = maker.dice.choice([5, 10, 15, 20])
    leaves = maker.dice.randint(1, 3)
    for place in range(count):
        maker.new = ""
        statement = maker.leaf() if place < leaves else maker.statement()
        program.statements.append(statement)
        seen.append(maker.run.statement(statement, program))
    seen.append(ended(maker.run, program))
    return program, seen
