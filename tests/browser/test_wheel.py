"""The wheel by itself, in an empty environment: it serves the page with neither npm nor git."""

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from explorer import Explorer
from served import start_server, stop_server

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built of the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (file,) = folder.glob("*.whl")
    return file


def test_it_holds_all_that_the_page_needs_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        f"gradwalk_ui/static/{path.relative_to(ROOT / 'static').as_posix()}"
        for path in (ROOT / "static").rglob("*")
        if path.is_file()
    }
    assert "gradwalk_ui/static/vendor/codemirror.js" in expected
    assert "gradwalk_ui/static/vendor/pyodide/pyodide.asm.wasm" in expected
    expected |= {
        path.relative_to(package.parent).as_posix()
        for package in (ROOT / "core" / "gradwalk", ROOT / "ui" / "gradwalk_ui")
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {name for name in names if ".dist-info/" not in name} == expected


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """The folder of commands of an environment that holds the wheel, and of ours the libraries."""
    folder = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python, pip = folder / "bin" / "python", [sys.executable, "-m", "pip"]
    command = [*pip, "--python", python, "install", "--quiet", "--no-compile", "--no-deps", wheel]
    subprocess.run(command, check=True)
    (own,) = folder.glob("lib/*/site-packages")
    libraries = sysconfig.get_path("purelib")  # our own checkout is linked there, not in it
    (own / "libraries.pth").write_text(f"{libraries}\n")
    (own / "brotli.py").write_text("raise ImportError\n")  # an extra, which is not asked for
    return folder / "bin"


@pytest.fixture
def elsewhere(installed, tmp_path):
    """Where and how a command of the environment runs: no checkout near, no npm to be found."""
    return {"cwd": tmp_path, "env": {"PATH": str(installed), "HOME": str(tmp_path)}}


def test_it_serves_the_page(installed, elsewhere, open_page):
    server, address = start_server(command=[installed / "gradwalk"], **elsewhere)
    try:
        explorer = Explorer(open_page(address)).drawn()
        explorer.run("import torch\nprint(torch.ones(2) + 1)\n").to_the_end()
        assert explorer.printed() == ["tensor([2., 2.])"]
    finally:
        stop_server(server)


def test_it_runs_a_file(installed, elsewhere, tmp_path):
    (tmp_path / "mine.py").write_text("import torch\nprint(torch.tensor(3.0))\n", encoding="utf-8")
    ran = subprocess.run(
        [installed / "gradwalk", "run", "mine.py"], capture_output=True, text=True, check=True,
        **elsewhere,
    )  # fmt: skip
    assert ran.stdout == "tensor(3.)\n"


def test_it_builds_a_site(installed, elsewhere, tmp_path):
    command = [installed / "gradwalk", "build", "-o", "site"]
    subprocess.run(command, capture_output=True, check=True, **elsewhere)
    made = json.loads((tmp_path / "site" / "site.json").read_text(encoding="utf-8"))
    for part in made["runtime"]["files"]:
        assert (tmp_path / "site" / part["file"]).stat().st_size == part["bytes"]
    assert (tmp_path / "site" / "gradwalk.js").is_file()
