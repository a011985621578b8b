"""Make a cell tell, while it runs, where its functions and the turns of its loops begin and end.

Like the calls of lines.py these stand in the program's syntax tree, and move no line. Generators
and coroutines are left alone: what they do lies between the steps of whoever runs them.
"""

from __future__ import annotations

import ast

# Names the inserted calls use; they are looked up among the builtins.
ENTER, LEAVE = "__gradwalk_enter__", "__gradwalk_leave__"
TURN, OUT = "__gradwalk_turn__", "__gradwalk_out__"
LONGEST = 60  # characters kept of a loop's head
LOOPS = (ast.For, ast.While)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
PAUSES = (ast.Yield, ast.YieldFrom, ast.Await, ast.AsyncFor, ast.AsyncWith)

Work = tuple[list[ast.stmt], int]  # a block, and how many loops of its function it is in


def scoped(tree: ast.Module) -> None:
    """Put the calls into a tree, whose own calls by line are there already."""
    waiting: list[Work] = [(tree.body, 0)]
    while waiting:
        block, depth = waiting.pop()
        found: list[ast.stmt] = []
        for statement in block:
            waiting += _inside(statement, depth)
            found.append(statement)
            if isinstance(statement, LOOPS):
                found.append(_call(OUT, statement, depth))
        block[:] = found


def _inside(statement: ast.stmt, depth: int) -> list[Work]:
    """Mark a statement's own beginning and end; return the blocks in it."""
    if isinstance(statement, ast.AsyncFunctionDef):
        return []
    if isinstance(statement, ast.FunctionDef):
        return [] if _pauses(statement) else [_function(statement)]
    parts = (*getattr(statement, "cases", ()), *getattr(statement, "handlers", ()))
    blocks: list[Work] = [(part.body, depth) for part in parts]
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if block:
            inner = isinstance(statement, LOOPS) and field == "body"
            blocks.append((block, depth + inner))
    if isinstance(statement, LOOPS):
        last = statement.body[-1].end_lineno or statement.lineno
        turn = _call(TURN, statement, depth, _head(statement), statement.lineno, last)
        statement.body.insert(0, turn)
    for handler in getattr(statement, "handlers", ()):  # an error may have left loops
        handler.body.insert(0, _call(OUT, handler.body[0], depth))
    return blocks


def _function(function: ast.FunctionDef) -> Work:
    """Wrap a function's body; return its block."""
    start = 1 if ast.get_docstring(function, clean=False) is not None else 0
    inner, at = function.body[start:], function.body[min(start, len(function.body) - 1)]
    if not inner:
        return [], 0
    last = function.end_lineno or function.lineno
    enter = _call(ENTER, at, function.name, function.lineno, last)
    guarded = ast.Try(inner, [], [], [_call(LEAVE, at)])
    function.body[start:] = [enter, ast.copy_location(guarded, at)]
    return inner, 0


def _pauses(function: ast.FunctionDef) -> bool:
    """Tell whether a function is a generator."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, PAUSES):
            return True
        if not isinstance(node, FUNCTIONS):
            waiting.extend(ast.iter_child_nodes(node))
    return False


def _head(loop: ast.stmt) -> str:
    """Return how a loop begins, as the program has it but for the calls put in."""
    if isinstance(loop, ast.For):
        text = f"for {ast.unparse(loop.target)} in {ast.unparse(loop.iter)}"
    else:
        assert isinstance(loop, ast.While)
        text = f"while {ast.unparse(loop.test)}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _call(function: str, at: ast.stmt, *arguments: str | int) -> ast.stmt:
    """Return a call at a place that is there already."""
    values: list[ast.expr] = [ast.Constant(value) for value in arguments]
    call = ast.Expr(ast.Call(ast.Name(function, ast.Load()), values, []))
    for node in ast.walk(call):
        ast.copy_location(node, at)
    return call
