"""Python sources in a zip file made bytecode, by the Python that runs this: in Pyodide, its own.

A page need not compile them at each start then, which halves the time until it can run a program.
No third party is imported, so that this file's text can be run in any Python as it is.
"""

from __future__ import annotations

import fnmatch
import importlib.util
import io
import marshal
import zipfile

BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, in zip files


def compiled(content: bytes, left_out: str, prefix: str) -> bytes:
    """Return the same zip with bytecode in place of modules.

    `left_out` has patterns of the modules and packages that are not wanted, apart by blanks;
    `prefix` is the folder that tracebacks are to name.
    """
    unwanted, into = left_out.split(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(into, "w") as made:
        for name in sorted(given.namelist()):
            if not name.endswith("/") and not is_one_of(name, unwanted):
                file, data = as_bytecode(name, given.read(name), prefix)
                entry = zipfile.ZipInfo(file, BEGINNING)
                entry.external_attr = 0o644 << 16
                made.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return into.getvalue()


def is_one_of(name: str, patterns: list[str]) -> bool:
    """Tell whether a file is a module, or in a package, of these."""
    parts = name.removesuffix(".py").split("/")
    names = ("/".join(parts[: count + 1]) for count in range(len(parts)))
    return any(fnmatch.fnmatchcase(each, pattern) for each in names for pattern in patterns)


def as_bytecode(name: str, data: bytes, prefix: str) -> tuple[str, bytes]:
    """Return a file's new name and content; what is no module stays as it is."""
    if not name.endswith(".py") or name.rpartition("/")[2][0].isdigit():  # a lesson is a text
        return name, data
    # Without docstrings: no program in a page asks for help(). Pyodide's own make some of its API.
    optimize = 0 if name.startswith(("pyodide/", "_pyodide/")) else 2
    code = compile(data, prefix + name, "exec", dont_inherit=True, optimize=optimize)
    # Told by the hash of its source, which nobody compares: the source is not there.
    head = (
        importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(data)
    )
    return f"{name}c", head + marshal.dumps(code)
