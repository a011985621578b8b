"""Random walks through views, in-place writes, detach, .data and no_grad, ended by backward.

    python tests/conformance/walks.py --torch > tests/conformance/walks.txt

records what real PyTorch does with each; tests/test_walks.py holds the engine against it. What a
walk does depends on its seed alone.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import random
import sys
import warnings
from typing import Any

WALKS = 250
CRASHES = (126,)  # PyTorch 2.13 itself dies of it: a hook on a view whose base was written
LONGEST = 240  # characters of a message: enough to tell one from another


def numbers(tensor: Any) -> str:
    """Elements with so few digits that two good implementations agree."""
    return "[" + " ".join(f"{x + 0.0:.4g}" for x in tensor.detach().reshape(-1).tolist()) + "]"


def _asked(question: Any) -> str:
    try:
        return str(question())
    except RuntimeError as error:
        return "!" + str(error)[:90]


def state(tensor: Any) -> str:
    """What one can see of a tensor."""
    return " ".join(
        [
            numbers(tensor),
            _asked(lambda: tensor.requires_grad),
            _asked(lambda: tensor.is_leaf),
            _asked(lambda: tensor.grad_fn and tensor.grad_fn.name()),
            f"v{tensor._version}",
            "base" if tensor._base is None else "view",
        ]
    )


class Walk:
    """One program, made up as it runs."""

    def __init__(self, torch: Any, seed: int) -> None:
        self.torch = torch
        self.dice = random.Random(seed)
        x = torch.arange(1.0, 7.0, requires_grad=True)
        w = torch.tensor([0.5, -1.0, 2.0, 0.25, 1.5, -0.5], requires_grad=True)
        self.tensors = [x, w]
        self.lines: list[str] = []

    def make(self, a: Any, b: Any) -> dict[str, Any]:
        """What a step may do with two tensors."""
        dice = self.dice
        return {
            "mul": lambda: a * b,
            "add": lambda: a + 1,
            "sigmoid": a.sigmoid,
            "square": lambda: a**2,
            "sum": a.sum,
            "clone": a.clone,
            "view": lambda: a.view(-1),
            "fold": lambda: a.reshape(-1)[: a.numel() // 2 * 2].view(2, -1),
            "select": lambda: a[0],
            "slice": lambda: a[1:],
            "last": lambda: a.view(-1)[-1],
            "t": a.t,
            "unsqueeze": lambda: a.unsqueeze(0),
            "expand": lambda: a.expand(2, *a.shape),
            "chunk": lambda: a.reshape(-1).chunk(2)[0],
            "detach": a.detach,
            "data": lambda: a.data,
            "no_grad view": lambda: self.quietly(lambda: a.reshape(-1)[:2]),
            "no_grad write": lambda: self.quietly(lambda: a.mul_(1.5)),
            "mul_": lambda: a.mul_(dice.choice([2.0, b])),
            "add_": lambda: a.add_(dice.choice([2.0, b])),
            "sub_": lambda: a.sub_(b),
            "mul_ itself": lambda: a.mul_(a),
            "sigmoid_": a.sigmoid_,
            "zero_": a.zero_,
            "copy_": lambda: a.copy_(b),
            "set item": lambda: self.set_item(a, dice.choice([3.0, b.reshape(-1)[0]])),
            "add to item": lambda: self.add_to_item(a),
            "write data": lambda: self.write_data(a),
            "requires_grad_": a.requires_grad_,
            "retain_grad": lambda: a.retain_grad() or a,
            "hook": lambda: self.hook(a),
        }

    def quietly(self, action: Any) -> Any:
        with self.torch.no_grad():
            return action()

    def set_item(self, a: Any, value: Any) -> Any:
        a[0] = value
        return a

    def add_to_item(self, a: Any) -> Any:
        a.view(-1)[0] += 1
        return a

    def write_data(self, a: Any) -> Any:
        a.data.mul_(2)
        return a

    def hook(self, a: Any) -> Any:
        place = len(self.lines)
        a.register_hook(lambda grad: self.lines.append(f"hook {place} {numbers(grad)}"))
        return a

    def step(self) -> None:
        """One line of the program, and what came of it."""
        dice = self.dice
        actions = self.make(dice.choice(self.tensors), dice.choice(self.tensors))
        name = dice.choice(list(actions))
        try:
            made = actions[name]()
        except (RuntimeError, IndexError) as error:
            self.lines.append(f"{name}: {type(error).__name__} {str(error)[:LONGEST]}")
        else:
            self.tensors.append(made)
            self.lines.append(f"{name}: {state(made)}")
        if dice.random() < 0.4:
            self.lines.append("look: " + state(dice.choice(self.tensors)))

    def backward(self, root: Any) -> None:
        """Walk the graph, and see who got a gradient."""
        keep = self.dice.random() < 0.5
        try:
            root.sum().backward(retain_graph=keep)
        except RuntimeError as error:
            self.lines.append(f"backward: {str(error)[:LONGEST]}")
        for place, tensor in enumerate(self.tensors):
            with contextlib.suppress(RuntimeError):
                if tensor.grad is not None:
                    self.lines.append(f"grad {place} {numbers(tensor.grad)}")

    def run(self) -> list[str]:
        """The whole walk, as lines."""
        for _ in range(self.dice.randint(4, 11)):
            self.step()
        self.backward(self.tensors[-1])
        self.backward(self.dice.choice(self.tensors))
        return self.lines


def text(torch: Any, seeds: range) -> str:
    """The walks of these seeds, each under its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return "".join(
            f"# {seed}\n" + "".join(line + "\n" for line in Walk(torch, seed).run())
            for seed in seeds
            if seed not in CRASHES
        )


def main() -> None:
    """Print all the walks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--torch", action="store_true", help="run real PyTorch")
    name = "torch" if parser.parse_args().torch else "gradwalk"
    sys.stdout.write(text(importlib.import_module(name), range(WALKS)))


if __name__ == "__main__":
    main()
