"""Python sources in a zip file made bytecode, by the Python that runs this: in Pyodide, its own.

A page need not compile them at each start then, which halves the time until it can run a program.
No third party is imported, so that this file's text can be run in any Python as it is:

    python -X no_debug_ranges bytecode.py GIVEN.zip MADE.zip PREFIX

Without those ranges, which tell columns of a line, bytecode is a quarter smaller.
"""

from __future__ import annotations

import ast
import importlib.util
import io
import marshal
import sys
import zipfile
from collections.abc import Container
from pathlib import Path

Fields = dict[str, str]  # of a dataclass: name -> default, as code
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, in zip files


def compiled(content: bytes, prefix: str, wanted: Container[str] | None = None) -> bytes:
    """Return the same zip, not compressed, with bytecode in place of modules.

    `prefix` is the folder that tracebacks are to name; `wanted` are the files to take, if not all.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        # Without a wheel's RECORD: it tells of the sources.
        names = [each for each in sorted(given.namelist()) if not each.endswith(("/", "/RECORD"))]
        chosen = names if wanted is None else [each for each in names if each in wanted]
        return zipped(dict(as_bytecode(each, given.read(each), prefix) for each in chosen))


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip file of these as they are, without the times and owners of a machine."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.external_attr = 0o644 << 16
            made.writestr(entry, data)
    return into.getvalue()


class Bare(ast.NodeTransformer):
    """Leaves out what nothing reads, and writes what dataclasses would write when imported.

    Nothing reads annotations of functions, and tests alone the samples of operations. Dataclasses
    get no repr, no slots and no guard against who would change them.
    """

    def __init__(self) -> None:
        self.fields: dict[str, Fields] = {}  # of the module's dataclasses

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """Return the call, that of an operation's entry without its samples."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "op":
            node.keywords = [each for each in node.keywords if each.arg != "samples"]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Return the class; where it is a dataclass of plain fields, with its methods."""
        self.generic_visit(node)
        bases = [ast.unparse(each) for each in node.bases]
        known = all(base in self.fields for base in bases) and "field(" not in ast.unparse(node)
        for each in node.decorator_list:
            if known and isinstance(each, ast.Call) and ast.unparse(each.func) == "dataclass":
                fields = {name: default and f"{base}.{name}" for base in bases
                          for name, default in self.fields[base].items()}  # fmt: skip
                for part in node.body:
                    if isinstance(part, ast.AnnAssign):
                        name = ast.unparse(part.target)
                        fields[name] = name if part.value else ""
                self.fields[node.name] = fields
                options = {option.arg for option in each.keywords}
                no = ast.Constant(value=False)
                each.keywords = [ast.keyword(name, no) for name in ("init", "repr", "eq")]
                node.body += ast.parse(methods(fields, options)).body
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Return the function without them; those of classes are what dataclasses are made of."""
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        """Return the parameter without its own."""
        node.annotation = None
        return node


def shorten(tree: ast.Module) -> None:
    """Make docstrings a dot: Pyodide copies its own when it starts, and nobody reads them here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and ast.get_docstring(node, clean=False):
                first.value = ast.copy_location(ast.Constant(value="."), first.value)


def methods(fields: Fields, options: set[str | None]) -> str:
    """Return what `dataclass` would write, as code; and a docstring, lest it writes one."""
    given = "".join(f", {name}={default}".removesuffix("=") for name, default in fields.items())
    stored = "".join(f"\n self.{name} = {name}" for name in fields) or " pass"
    mine, others = ("".join(f"{one}.{name}, " for name in fields) for one in ("self", "other"))
    text = f"__doc__ = ''\ndef __init__(self{given}):{stored}\n"
    if "eq" not in options:
        equal = f"other.__class__ is self.__class__ and ({mine}) == ({others})"
        told = f"def __hash__(self): return hash(({mine}))"
        text += f"def __eq__(self, other): return {equal}\n"
        text += told if "frozen" in options else "__hash__ = None"
    return text


def as_bytecode(name: str, data: bytes, prefix: str) -> tuple[str, bytes]:
    """Return a file's new name and content; what is no module stays as it is."""
    if not name.endswith(".py") or name.rpartition("/")[2][0].isdigit():  # a lesson is a text
        return name, data
    # Without docstrings: no program in a page asks for help(). Pyodide's own make some of its API.
    optimize = 0 if name.startswith(("pyodide/", "_pyodide/")) else 2
    tree = ast.parse(data)
    if name.startswith("gradwalk"):
        tree = ast.fix_missing_locations(Bare().visit(tree))
    elif not optimize:
        shorten(tree)
    code = compile(tree, prefix + name, "exec", dont_inherit=True, optimize=optimize)
    # Told by the hash of its source, which nobody compares: the source is not there.
    head = (
        importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(data)
    )
    return f"{name}c", head + marshal.dumps(code)


if __name__ == "__main__":
    source, target, folder = sys.argv[1:]
    Path(target).write_bytes(compiled(Path(source).read_bytes(), folder))
