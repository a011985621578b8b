"""A notebook copied as it is shown: `In [3]:`, code, what it printed, and texts, all as one text.

Where code ends nothing says, but that a blank line comes after it. So the paragraphs under a prompt
are looked at one by one: code is what is Python and not a printed value; of the rest, what looks
printed is left out, as it will be printed again, and all else is text.
"""

from __future__ import annotations

import ast
import re
import warnings

PROMPT = re.compile(r"^In ?\[[ \d*]*\]:[ \t]?(?P<code>.*)$")
GOES_ON = re.compile(r"^ *\.\.\.: ?")  # a prompt's next line, as IPython has it
PRINTED = re.compile(
    r"tensor\(|Parameter containing:|Out ?\[|Traceback \(|\[|\(|True\b|False\b|None\b"
    r"|[-+]?[\d.]+\b|-{10}|\w+(?:Error|Exception|Warning):"
)
OF_VALUES = ("tensor", "device", "array")  # what a value calls itself when it is printed


def is_pasted(text: str) -> bool:
    """Whether a text has prompts, and is no Python with them."""
    return any(map(PROMPT.match, text.split("\n"))) and parsed(text) is None


def script(text: str) -> str:
    """Return the script in cells that says the same."""
    cells: list[tuple[str, list[str]]] = [("text", [])]
    for line in text.split("\n"):
        prompt = PROMPT.match(line)
        if prompt is not None:
            cells.append(("code", [prompt["code"]] if prompt["code"] else []))
        else:
            cells[-1][1].append(GOES_ON.sub("", line))
    blocks = []
    for kind, lines in cells:
        code, prose = parted(lines) if kind == "code" else ([], paragraphs(lines))
        if code:
            blocks.append("# %%\n" + "\n\n".join(code))
        if prose:
            told = "\n\n".join(prose).split("\n")
            marked = "\n".join(f"# {line}".rstrip() for line in told)
            blocks.append("# %% [markdown]\n" + marked)
    return "\n\n".join(blocks) + "\n"


def paragraphs(lines: list[str]) -> list[str]:
    """Return what blank lines part, without them."""
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", "\n".join(lines)) if part.strip()]


def parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs under a prompt that are code, and those that are text."""
    every = paragraphs(lines)
    count = next((k for k, part in enumerate(every) if k > 0 and not is_code(part)), len(every))
    if count < len(every):
        while count > 1 and all(line.startswith("#") for line in every[count - 1].split("\n")):
            count -= 1  # a heading of the text that follows
    return every[:count], [part for part in every[count:] if not PRINTED.match(part)]


def is_code(part: str) -> bool:
    """Whether a paragraph after the first goes on with the code."""
    if part[0] in " \t":
        return True  # of a function, a class
    tree = parsed(part)
    if tree is None:  # a function's beginning
        last = part.rstrip().split("\n")[-1]
        deep = len(last) - len(last.lstrip()) + 4 * last.endswith(":")
        return parsed(f"{part}\n{' ' * deep}pass") is not None
    return not all(map(is_value, tree.body))


def is_value(statement: ast.stmt) -> bool:
    """Whether a statement is a value as it is printed, which does nothing."""
    if not isinstance(statement, ast.Expr):
        return False
    calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    return all(isinstance(func, ast.Name) and func.id in OF_VALUES for func in calls)


def parsed(text: str) -> ast.Module | None:
    """Return a text's syntax tree, None where it is no Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are for when it runs
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
