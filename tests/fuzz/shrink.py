"""Make a program that shows a difference as small as it can be while it still shows it.

First statements go, in ever smaller runs; then blocks are opened; then expressions give way to
their own parts and to plain numbers; at last the names are made short.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator

Shows = Callable[[list[str]], bool]


def shrunk(statements: list[str], shows: Shows, patience: int = 600) -> list[str]:
    """The smallest program found that still shows the difference."""
    budget = [patience]

    def still(candidate: list[str]) -> bool:
        if budget[0] <= 0:
            return False
        budget[0] -= 1
        return shows(candidate)

    before: list[str] | None = None
    while before != statements and budget[0] > 0:
        before = statements
        statements = _fewer(statements, still)
        statements = _without_aliases(statements, still)
        statements = _opened(statements, still)
        statements = _plainer(statements, still)
    return _renamed(statements, shows)


def _fewer(statements: list[str], still: Shows) -> list[str]:
    size = max(len(statements) // 2, 1)
    while size:
        place = len(statements)
        while place > 0:
            place = max(place - size, 0)
            fewer = statements[:place] + statements[place + size :]
            if len(fewer) < len(statements) and still(fewer):
                statements = fewer
        size //= 2
    return statements


def _without_aliases(statements: list[str], still: Shows) -> list[str]:
    """`y = x` goes, and x stands for y from there on."""
    for place in reversed(range(len(statements))):
        match = re.fullmatch(r"(\w+) = (\w+)", statements[place])
        if match:
            old = re.compile(rf"\b{match[1]}\b")
            rest = [old.sub(match[2], each) for each in statements[place + 1 :]]
            candidate = statements[:place] + rest
            if still(candidate):
                statements = candidate
    return statements


def _opened(statements: list[str], still: Shows) -> list[str]:
    """Blocks without their head, or with fewer lines."""
    for place in reversed(range(len(statements))):
        tree = _parsed(statements[place])
        if not isinstance(tree, (ast.With, ast.For, ast.If, ast.While)):
            continue
        body = [ast.unparse(each) for each in tree.body if not isinstance(each, ast.Pass)]
        plain = statements[:place] + body + statements[place + 1 :]
        if still(plain):
            statements = plain
            continue
        for index in reversed(range(len(tree.body))):
            shorter = copy.deepcopy(tree)
            del shorter.body[index]
            candidate = [*statements[:place], ast.unparse(shorter), *statements[place + 1 :]]
            if shorter.body and still(candidate):
                statements, tree = candidate, shorter
    return statements


def _parsed(statement: str) -> ast.stmt | None:
    try:
        return ast.parse(statement).body[0]
    except SyntaxError:
        return None


def _plainer(statements: list[str], still: Shows) -> list[str]:
    for place in reversed(range(len(statements))):
        better = True
        while better:
            better = False
            for variant in _variants(statements[place]):
                candidate = [*statements[:place], variant, *statements[place + 1 :]]
                if still(candidate):
                    statements, better = candidate, True
                    break
    return statements


def _variants(source: str) -> Iterator[str]:
    """The same statement with one expression made plainer."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    seen = {source, ast.unparse(tree)}
    count = sum(1 for _ in ast.walk(tree))
    for index in range(count):
        for choice in range(6):
            fresh = copy.deepcopy(tree)
            if _replace(fresh, index, choice):
                text = ast.unparse(fresh)
                if text not in seen and len(text) <= len(source):
                    seen.add(text)
                    yield text


def _replace(tree: ast.AST, index: int, choice: int) -> bool:
    """Make the choice at the node of that number; whether there is such a choice."""
    node = list(ast.walk(tree))[index]
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.expr) and name not in ("target", "func"):
            parts = _parts(value)
            if choice < len(parts) and not isinstance(node, ast.Expr):
                setattr(node, name, parts[choice])
                return True
        if isinstance(value, list) and name in ("args", "keywords", "elts") and value:
            if choice < len(value) and len(value) > (name == "elts"):
                del value[choice]
                return True
            simple = choice - len(value)
            if 0 <= simple < len(value) and isinstance(value[simple], ast.expr):
                parts = _parts(value[simple])
                if parts:
                    value[simple] = parts[0]
                    return True
    return False


def _parts(value: ast.expr) -> list[ast.expr]:
    """Plainer expressions that may stand for an expression."""
    if isinstance(value, ast.Constant):
        known = (0, 1, True, False, None)
        if any(value.value is each for each in known) or isinstance(value.value, str):
            return []
        return [ast.Constant(1), ast.Constant(1.0)] if value.value not in (1, 1.0) else []
    if isinstance(value, ast.BinOp):
        return [value.left, value.right]
    if isinstance(value, ast.Call):
        found: list[ast.expr] = [each for each in value.args if not isinstance(each, ast.Lambda)]
        if isinstance(value.func, ast.Attribute) and not _module(value.func.value):
            found.insert(0, value.func.value)
        return found
    if isinstance(value, (ast.Subscript, ast.Attribute)) and not _module(value.value):
        return [value.value]
    if isinstance(value, ast.UnaryOp):
        return [value.operand]
    return []


def _module(value: ast.expr) -> bool:
    while isinstance(value, ast.Attribute):
        value = value.value
    return isinstance(value, ast.Name) and value.id in ("torch", "nn", "F")


def _renamed(statements: list[str], shows: Shows) -> list[str]:
    """Short names in the order of their appearance."""
    found = list(dict.fromkeys(re.findall(r"\bt\d+\b", "\n".join(statements))))
    short = dict(zip(found, "xyzabcdefgh", strict=False))
    renamed = [re.sub(r"\bt\d+\b", lambda m: short.get(m[0], m[0]), each) for each in statements]
    return renamed if shows(renamed) else statements
