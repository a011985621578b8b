"""What of Python's library the browser needs. Runs in the runtime itself, under Node.

That is what this Python has imported by the time that it can answer a request, and what our
sources import later. A program may import no more than that: see `allowed.py`.
"""

import ast
import sys
from pathlib import Path

OURS = ("/core/gradwalk", "/ui/gradwalk_ui")
# What the library imports late, by itself.
LATE = (
    "_strptime", "calendar", "difflib", "linecache", "tokenize", "unicodedata",
    "encodings.cp437", "encodings.unicode_escape", "encodings.raw_unicode_escape",
    "encodings.utf_16", "encodings.utf_16_le", "encodings.utf_32", "encodings.utf_8_sig",
)  # fmt: skip


def used(within: str) -> set[str]:
    """Return the files of the library, which is `within` this zip file, that are wanted."""
    sys.path[:0] = [str(Path(each).parent) for each in OURS]
    __import__("gradwalk_ui.browser")
    for name in (*LATE, *sorted(named())):
        try:
            __import__(name)
        except ImportError:
            print(f"the runtime has no {name}")
    specs = [getattr(each, "__spec__", None) for each in sys.modules.values()]
    origins = [getattr(each, "origin", None) or "" for each in specs]
    return {each.partition(within)[2] for each in origins if within in each}


def named() -> set[str]:
    """Return the modules of the library that our sources import, be it late."""
    at_home = literal(Path("/ui/gradwalk_ui/client_wheel.py"), "AT_HOME")
    found = set()
    for path in (path for folder in OURS for path in Path(folder).rglob("*.py")):
        parts = path.with_suffix("").parts
        if at_home.intersection(parts) or path.stem[0].isdigit():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return {name for name in found if name.partition(".")[0] in sys.stdlib_module_names}


def literal(path: Path, name: str) -> set[str]:
    """Return the set that a module gives a name, without importing it."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    raise LookupError(f"no {name} in {path}")
