"""A sound statement made unsound: an argument too few, too many, of another kind or name."""

from __future__ import annotations

import ast
import random

WRONG = [
    *["None", "'a'", "[1]", "[1, 2]", "1.5", "()", "(1, 2)", "{}", "torch.float32", "True", "1j"],
    *["t0", "[t0]", "(t0, t0)", "lambda: 0", "-1", "10", "object", "torch.Size([1])"],
    *["float('nan')", "[[1], [2, 3]]", "'mean'", "torch.tensor([1, 0])", "slice(1)", "..."],
]


def misused(statement: str, dice: random.Random) -> str:
    """The statement with one of its calls, or an operand, made wrong; itself if there is none."""
    tree = ast.parse(statement)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    operands = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp)]
    if calls and (not operands or dice.random() < 0.8):
        _spoil(dice.choice(calls), dice)
    elif operands:
        setattr(dice.choice(operands), dice.choice(["left", "right"]), _wrong(dice))
    return ast.unparse(tree)


def _wrong(dice: random.Random) -> ast.expr:
    return ast.parse(dice.choice(WRONG), mode="eval").body


def _spoil(call: ast.Call, dice: random.Random) -> None:
    kind = dice.randrange(5)
    if kind == 0 and call.args:
        del call.args[dice.randrange(len(call.args))]
    elif kind == 1 and call.args:
        call.args[dice.randrange(len(call.args))] = _wrong(dice)
    elif kind == 2 and call.keywords:
        dice.choice(call.keywords).value = _wrong(dice)
    elif kind == 3:
        call.keywords.append(ast.keyword("wrong", ast.Constant(1)))
    else:
        call.args.append(_wrong(dice))
