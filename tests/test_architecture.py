"""The rules of the tree: who may import whom, how long a file may grow, what static/ may hold."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ROOT / "core" / "gradwalk"
UI = ROOT / "ui" / "gradwalk_ui"
STATIC = ROOT / "static"

# The one file of each package that may import a third party.
ONLY = {
    "platformdirs": {"ui/gradwalk_ui/kept_files.py"},
    "numpy": {"core/gradwalk/array.py"},
    "bokeh": {"ui/gradwalk_ui/figure.py"},
    "panel": {"ui/gradwalk_ui/app.py"},
    "param": {"ui/gradwalk_ui/app.py"},  # Panel's own way to declare what a component holds
    "jinja2": {"ui/gradwalk_ui/app.py"},  # the page is one of Panel's templates
    "brotli": {"ui/gradwalk_ui/compressed.py"},  # an extra: smaller twins of a site's files
    "resvg_py": {"ui/gradwalk_ui/raster.py"},  # an extra: pictures as pixels
    "PIL": {"ui/gradwalk_ui/raster.py"},
    "sphinx": {"ui/gradwalk_ui/sphinx.py"},  # extras: the course tools' own extensions
    "docutils": {"ui/gradwalk_ui/sphinx.py"},
    "mkdocs": {"ui/gradwalk_ui/mkdocs.py"},
}
# About 250 lines are a good file; tables (the ops, messages, PyTorch's signatures) may be longer.
LONGEST_FILE = 450
TABLES = {
    "core/gradwalk/signature_table.py",  # the signatures of PyTorch
    "core/gradwalk/torch_names.py",  # PyTorch's public names
}
LONGEST_FUNCTION = 40
# Lines that each part may grow to before somebody must argue for more. Imports of Python do not
# count: nothing is gained by hiding names from readers, editors and type checkers.
BUDGET = {"core": 48_010, "ui": 17_670, "static": 17_800}
WIDEST = 100  # letters of a line of JavaScript, as of Python; a text in quotes may be longer


def python_files(folder):
    return [path for path in sorted(folder.rglob("*.py")) if not path.stem[0].isdigit()]


def scripts():
    return [path for path in sorted(STATIC.rglob("*.js")) if "vendor" not in path.parts]


def name(path):
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path):
    """Every module a file imports, wherever in the file."""
    return tuple(_imports(path))


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno} imports relatively"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tops(path):
    return {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", python_files(CORE), ids=name)
def test_the_engine_stands_on_numpy_alone(path):
    foreign = tops(path) - sys.stdlib_module_names - {"gradwalk", "numpy"}
    assert not foreign


@pytest.mark.parametrize("path", python_files(UI), ids=name)
def test_the_ui_stands_on_the_engine_bokeh_and_panel(path):
    foreign = tops(path) - sys.stdlib_module_names
    assert foreign <= {"gradwalk", "gradwalk_ui", "torch", *ONLY}


def test_the_arrays_are_chosen_in_one_file():
    others = [path for path in python_files(CORE) if "ndlist" not in path.parts]
    users = {name(path) for path in others if any("ndlist" in each for each in imports(path))}
    assert users == {"core/gradwalk/array.py"}


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_imported_by_one_file(library):
    users = {name(path) for path in python_files(CORE) + python_files(UI) if library in tops(path)}
    assert users == ONLY[library]


def test_only_the_bridge_knows_torch():
    """Nothing else names it to import it, and the bridge does so only when it is called."""
    bridge = UI / "torch_bridge"
    for path in python_files(CORE) + python_files(UI):
        loads = re.search(r"""import_module\(["']torch\b""", path.read_text(encoding="utf-8"))
        assert bridge in path.parents or not ("torch" in tops(path) or loads), name(path)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("gradwalk", {"gradwalk_ui", "bokeh", "panel"}),
        ("gradwalk_ui.scene", {"bokeh", "panel"}),
        ("gradwalk_ui.session", {"bokeh", "panel"}),
        ("gradwalk_ui.cli", {"bokeh", "panel"}),
        ("gradwalk_ui.figure", {"panel"}),
        ("gradwalk_ui.torch_bridge", {"torch", "numpy", "bokeh", "panel"}),
    ],
)
def test_importing(module, unwanted):
    """What an import brings in, seen from outside."""
    code = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {loaded.split(".")[0] for loaded in run.stdout.split()} & unwanted


PARTS = [UI, *(CORE / part for part in ("methods", "ndlist", "nn", "optim", "utils"))]


def inner(path, modules):
    """The modules that a file imports; `from package import module` asks for the module."""
    found = set(imports(path)) & modules.keys()
    return {each for each in found if not any(one.startswith(f"{each}.") for one in found)}


@pytest.mark.parametrize("part", PARTS, ids=name)
def test_no_circle_of_imports_in(part):
    above = part.relative_to(ROOT).parts[1:]  # without core/ or ui/
    modules = {".".join((*above, *path.relative_to(part).with_suffix("").parts)): path
               for path in python_files(part)}  # fmt: skip
    modules = {module.removesuffix(".__init__"): path for module, path in modules.items()}
    wants = {module: inner(path, modules) - {module} for module, path in modules.items()}
    while wants:
        free = {module for module, others in wants.items() if not others & wants.keys()}
        assert free, f"these import one another in a circle, or stand on one: {sorted(wants)}"
        wants = {module: others for module, others in wants.items() if module not in free}


def functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", python_files(CORE) + python_files(UI), ids=name)
def test_a_function_fits_a_screen(path):
    long = {
        f"{node.name}:{node.lineno}": node.end_lineno - node.lineno + 1
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert not long


@pytest.mark.parametrize("path", python_files(CORE) + python_files(UI) + scripts(), ids=name)
def test_a_file_fits_a_sitting(path):
    if name(path) in TABLES or "ops" in path.parts:
        return
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


ALL_SCRIPTS = [
    *scripts(),
    *sorted(path for folder in ("ui", "vendor", "tests") for path in (ROOT / folder).rglob("*.js")),
]


@pytest.mark.parametrize("path", ALL_SCRIPTS, ids=name)
def test_a_line_of_javascript_fits_beside_another(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        comment = line.lstrip().startswith(("//", "/*", "*"))
        text = line if comment else re.sub(r"\"[^\"]*\"|'[^']*'|`[^`]*`|^ */.*/g?;$", "``", line)
        assert len(text) <= WIDEST, line


def lines_of(path):
    """How many lines a file has besides its imports."""
    text = path.read_text(encoding="utf-8")
    found = ast.walk(ast.parse(text)) if path.suffix == ".py" else ()
    spans = [
        x.end_lineno - x.lineno + 1 for x in found if isinstance(x, (ast.Import, ast.ImportFrom))
    ]
    return len(text.splitlines()) - sum(spans)


@pytest.mark.parametrize("folder", BUDGET)
def test_a_part_keeps_to_its_budget(folder):
    files = scripts() if folder == "static" else python_files(ROOT / folder)
    assert 0 < sum(map(lines_of, files)) <= BUDGET[folder]


# What would turn a program's text into markup or code, or reach beyond our server.
FORBIDDEN = {
    "markup from text": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc",
    "code from text": r"\beval\(|new Function\(|setTimeout\(\s*[\"'`]",
    "another host": r"https?://(?!www\.w3\.org/|json-schema\.org/)|[\"'(]//[a-z]|@import|sendBeacon",
    "this": r"\bthis\.",
    "a default export": r"^export default",
}
ALLOWED = {
    ("static/python/sandbox.js", "markup from text"),  # the frame in which programs run is one line
    ("static/code/mirror.js", "this"),  # CodeMirror's widgets are classes to be extended
    ("static/graph/renderer.js", "this"),  # and so are Bokeh's models
    ("static/page.js", "this"),  # and so are custom elements
    ("static/element.js", "this"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_static_holds_no(what):
    found = [
        f"{name(path)}:{number}"
        for path in [*scripts(), *STATIC.rglob("*.css"), *STATIC.rglob("*.json")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(FORBIDDEN[what], line) and (name(path), what) not in ALLOWED
    ]
    assert not found


@pytest.mark.parametrize("path", scripts(), ids=name)
def test_a_script_imports_only_its_neighbours(path):
    text = path.read_text(encoding="utf-8")
    wanted = re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""", text)
    assert all(target.startswith(("./", "../")) for target in wanted)
    for target in wanted:
        file = (path.parent / target).resolve()
        assert file.exists(), target
        assert file.is_relative_to(STATIC), target


def test_only_the_view_knows_bokeh():
    users = {name(path) for path in scripts() if re.search(r"\bBokeh\.", code_of(path))}
    assert users == {"static/view.js"}


def code_of(path):
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def tracked_texts():
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for entry in filter(None, listed.split("\0")):
        path = ROOT / entry
        if path.exists() and path.suffix not in {".png", ".ico", ".woff2"}:
            yield path, path.read_text(encoding="utf-8")


def test_no_file_names_a_machine():
    """No path of somebody's computer, no address of a registry."""
    parts = [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/Us", "ers/"), ("/t", "mp/"),
             ("pypi", ".org"), ("registry", ".npmjs"), ("files.python", "hosted")]  # fmt: skip
    words = ["".join(pair) for pair in parts]
    found = [
        f"{name(path)}: {word}" for path, text in tracked_texts() for word in words if word in text
    ]
    assert not found
