"""The page's modules as one file, so that a browser has one to ask for in place of a hundred.

In it each module is a function that runs once, after those it imports, and returns what it exports.
Other modules take what they import from there; and under the name of each that is in it there is a
module that passes on what it exports. Only the forms of import and export that our modules use are
known, and any other is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

JOINED = "joined.js"
APART = "files.js"  # tells by its own address where files are
IMPORTED = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";', re.MULTILINE)
LOADED = re.compile(r'(\bimport\()"(\.[^"]+)"')  # when it is asked for, and in what tells types
DECLARED = re.compile(r"^export ((?:async )?(?:function|const) (\w+))", re.MULTILINE)
LISTED = re.compile(r"^export \{ (\w+) \};", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)

Modules = Mapping[str, str]  # the text of each, by its name in the page's folder


def read(folder: Path, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the contents of the wanted files of a folder, by name."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    found = {name: path for name, path in paths.items() if path.is_file() and wanted(name)}
    return {name: path.read_bytes() for name, path in found.items()}


def files(contents: Mapping[str, bytes], entry: str, *own: str) -> dict[str, bytes]:
    """Return the contents of a page's files, when the modules that its entry imports are in JOINED.

    `own` are modules that get all that they import into their own files.
    """
    modules = {name: data.decode() for name, data in contents.items() if name.endswith(".js")}
    made = join(modules, entry) | {name: alone(modules, name) for name in own}
    return {**contents, **{name: text.encode() for name, text in made.items()}}


def join(modules: Modules, entry: str) -> dict[str, str]:
    """Return the texts of all modules, when those that an entry imports are in JOINED.

    Raises ValueError where one of these imports or exports in another form, or imports itself.
    """
    together = _imported(modules, entry)
    taken = {name: _taken(name, text, together) for name, text in modules.items()}
    passed = {name: _passed(name, modules[name]) for name in together}
    return taken | passed | {JOINED: _blocks(modules, together)}


def alone(modules: Modules, entry: str) -> str:
    """Return a module with all that it imports in it; the same is raised."""
    return f"{_blocks(modules, _imported(modules, entry))}\n{_bound(entry, modules[entry])}"


def _imported(modules: Modules, entry: str) -> list[str]:
    """Return what a module imports, and so on, each behind those that it imports itself."""
    found: list[str] = []

    def add(name: str, importing: tuple[str, ...]) -> None:
        if name in importing:
            raise ValueError(f"modules import one another in a circle: {', '.join(importing)}")
        for _, wanted in IMPORTED.findall(modules[name]):
            other = _beside(name, wanted)
            if other not in (*found, APART):
                add(other, (*importing, name))
        found.append(name)

    add(entry, ())
    return found[:-1]


def _blocks(modules: Modules, names: Iterable[str]) -> str:
    """Return modules as functions that have run."""
    names = list(names)
    asks = any(
        _beside(name, at) == APART for name in names for _, at in IMPORTED.findall(modules[name])
    )
    texts = [f'import * as {_variable(APART)} from "./{APART}";\n'] if asks else []
    for name in names:
        text = LISTED.sub("", DECLARED.sub(r"\1", _bound(name, modules[name])))
        for left in OTHER.findall(text):
            raise ValueError(f"{name}: no import or export that can be joined: {left}")
        returned = f"return {{ {', '.join(_exports(modules[name]))} }};"
        texts.append(f"export const {_variable(name)} = (() => {{\n{text}{returned}\n}})();\n")
    return "\n".join(texts)


def _bound(name: str, text: str) -> str:
    """Return a module's text with its imports taken from where others have run."""

    def bound(found: re.Match[str]) -> str:
        return _names(found[1], _variable(_beside(name, found[2])))

    def from_root(found: re.Match[str]) -> str:
        return f'{found[1]}"./{_beside(name, found[2])}"'

    return LOADED.sub(from_root, IMPORTED.sub(bound, text))


def _taken(name: str, text: str, together: Iterable[str]) -> str:
    """Return a module's text with what it imports of those in JOINED taken from there."""
    joined = f"{'../' * name.count('/') or './'}{JOINED}"

    def taken(found: re.Match[str]) -> str:
        other = _beside(name, found[2])
        if other not in together:
            return found[0]
        variable = _variable(other)
        return f'import {{ {variable} }} from "{joined}";\n{_names(found[1], variable)}'

    return IMPORTED.sub(taken, text)


def _passed(name: str, text: str) -> str:
    """Return what stands under the name of a module that is in JOINED."""
    own = f'import {{ {", ".join(_exports(text))} }} from "./{posixpath.basename(name)}";\n'
    return _taken(name, own, [name]).replace("\nconst", "\nexport const")


def _names(imported: str, variable: str) -> str:
    return f"const {{{imported.replace(' as ', ': ')}}} = {variable};"


def _exports(text: str) -> list[str]:
    return [*(name for _, name in DECLARED.findall(text)), *LISTED.findall(text)]


def _beside(name: str, wanted: str) -> str:
    """Return the name of a module by the way to it from another one."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), wanted))


def _variable(name: str) -> str:
    """Return what stands for a module where it has run."""
    return re.sub(r"\W", "_", name)
