"""Make a cell tell, while it runs, each line it starts and each variable it binds.

Calls are put into the program's syntax tree. `sys.settrace` would make the engine's own Python
three to five times slower, as every call below the program is looked at; this costs a few
percent, and works alike in every version of Python and in the browser. Line and column numbers
stay the program's own, so tracebacks do too.
"""

from __future__ import annotations

import ast
from types import CodeType

from gradwalk_ui.scoping import scoped

# Names the inserted calls use; they are looked up among the builtins. Class bodies do not mangle
# names that end in underscores.
LINE, BOUND, VALUE = "__gradwalk_line__", "__gradwalk_bound__", "__gradwalk_value__"


def compiled(cell: str, filename: str, first: int) -> CodeType:
    """Return the cell's code with the calls put in; its first line has the number `first`.

    The value of a last expression is handed over, unless a semicolon follows it as in notebooks.
    """
    source = "\n" * (first - 1) + cell
    tree = ast.parse(source, filename)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr) and not _ends_in_semicolon(source, last):
        last.value = _call(VALUE, [last.value], last)
    tree.body = _block(tree.body)
    scoped(tree)
    return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)


def _ends_in_semicolon(source: str, last: ast.Expr) -> bool:
    """Tell whether the text after the last expression starts with a semicolon."""
    line = source.split("\n")[(last.end_lineno or 1) - 1].encode()
    return line[last.end_col_offset or 0 :].lstrip().startswith(b";")


def _block(body: list[ast.stmt], head: tuple[ast.stmt, ...] = ()) -> list[ast.stmt]:
    """Return the statements with calls put in, first for the names that the block's head bound."""
    start = _leading(body)
    result = body[:start]
    result += [_binding(names, each) for each in head if (names := _bound_by_head(each))]
    for statement in body[start:]:
        result.append(ast.copy_location(ast.Expr(_call(LINE, [], statement)), statement))
        result.append(statement)
        _inside(statement)
        names = _bindings(statement)
        if names:
            result.append(_binding(names, statement))
    return result


def _leading(body: list[ast.stmt]) -> int:
    """Count the statements that must stay first: a docstring and imports from __future__."""
    start = 0
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        start = 1
    while start < len(body):
        statement = body[start]
        if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
            break
        start += 1
    return start


def _inside(statement: ast.stmt) -> None:
    """Put calls into the blocks of a compound statement."""
    for part in (*getattr(statement, "cases", ()), *getattr(statement, "handlers", ())):
        part.body = _block(part.body)
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if block:
            setattr(statement, field, _block(block, (statement,) if field == "body" else ()))


def _bound_by_head(statement: ast.stmt) -> list[str]:
    """Return the names that are bound when the body of a compound statement starts."""
    match statement:
        case ast.For() | ast.AsyncFor():
            return _names(statement.target)
        case ast.With() | ast.AsyncWith():
            return [name for item in statement.items for name in _names(item)]
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _parameters(statement.args)
        case ast.While() | ast.If():
            return _names(statement.test)
    return []


def _bindings(statement: ast.stmt) -> list[str]:
    """Return the names that are bound when a simple statement is over."""
    match statement:
        case ast.Assign() | ast.AugAssign() | ast.Expr():
            return _names(statement)
        case ast.AnnAssign() if statement.value is not None:
            return _names(statement)
    return []


def _names(tree: ast.AST) -> list[str]:
    """Return the names that are surely bound once the tree has run, in order."""
    found: dict[str, None] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = None
        chain = isinstance(node, ast.Compare) and len(node.ops) > 1
        if not chain and not isinstance(node, UNSURE):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))
    return list(found)


SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
UNSURE = (*SCOPES, ast.BoolOp, ast.IfExp)  # parts may be skipped, and names with them


def _parameters(arguments: ast.arguments) -> list[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [argument.arg for argument in every]


def _binding(names: list[str], at: ast.stmt) -> ast.stmt:
    """Return a call that hands over the names and what they are bound to."""
    arguments: list[ast.expr] = [ast.Tuple([ast.Constant(name) for name in names], ast.Load())]
    arguments += [ast.Name(name, ast.Load()) for name in names]
    return ast.copy_location(ast.Expr(_call(BOUND, arguments, at)), at)


def _call(function: str, arguments: list[ast.expr], at: ast.stmt) -> ast.expr:
    call = ast.Call(ast.Name(function, ast.Load()), arguments, [])
    return ast.copy_location(call, at)
