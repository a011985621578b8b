"""Record what real PyTorch prints for each lesson: run with a Python that has torch.

The files beside this one are its output, cell by cell; test_printed.py holds the engine to them.
"""

import ast
import contextlib
import io
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "ui"))


def printed(source, cells):
    """What each code cell prints, and the error that ends it."""
    names = {"__name__": "__main__"}
    for number, cell in enumerate(cells):
        if cell.kind != "code":
            continue
        code = "\n".join(source.split("\n")[cell.first - 1 : cell.last])
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                run_as_a_notebook_does(code, names)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is recorded
                sys.stdout.write(f"{type(error).__name__}: {error}\n")
        yield f"# %% {number}\n{out.getvalue()}"


def run_as_a_notebook_does(code, names):
    """Run a cell and show the value of its last expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102 - our own lessons
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307
        if value is not None:
            sys.stdout.write(f"{value!r}\n")


if __name__ == "__main__":
    from gradwalk_ui.lessons import lessons
    from gradwalk_ui.source import read

    for lesson in lessons():
        text = "".join(printed(lesson.source, read(lesson.source).cells))
        (HERE / f"{lesson.id}.txt").write_text(text, encoding="utf-8")
