"""Packages from a distribution that the builder names: only what its lock file speaks of."""

import functools
import hashlib
import io
import json
import threading
import zipfile
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from gradwalk_ui import cli, compressed, distribution, runtime, site
from gradwalk_ui.static_files import directory

# As Pyodide's lock has NumPy, but for its file: the wheel itself is on no package index.
NUMPY = {
    "depends": ["small"],
    "file_name": "numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl",
    "imports": ["numpy"],
    "install_dir": "site",
    "name": "numpy",
    "package_type": "package",
    "unvendored_tests": False,
    "version": "2.4.6",
}
SMALL = {**NUMPY, "depends": [], "file_name": "small-1.zip", "name": "small", "version": "1"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def shown(folder):
    """Serve a folder; the address is that of its root."""
    handler = functools.partial(Quiet, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def info():
    lock = (directory() / "vendor" / "pyodide" / runtime.LOCK).read_text(encoding="utf-8")
    return json.loads(lock)["info"]


@pytest.fixture
def folder(tmp_path):
    """A distribution with two packages."""
    entries = {}
    for entry in (NUMPY, SMALL):
        content = f"the file of {entry['name']}".encode()
        (tmp_path / entry["file_name"]).write_bytes(content)
        entries[entry["name"]] = {**entry, "sha256": hashlib.sha256(content).hexdigest()}
    write_lock(tmp_path, {"info": info(), "packages": entries})
    return tmp_path


def write_lock(folder, lock):
    (folder / distribution.LOCK).write_text(json.dumps(lock), encoding="utf-8")


def lock_of(folder):
    return json.loads((folder / distribution.LOCK).read_text(encoding="utf-8"))


def test_a_package_comes_with_what_it_needs_from_a_folder_or_a_server(folder):
    with shown(folder) as address:
        for where in (str(folder), address):
            found = distribution.packages(where, "numpy", info())
            assert [each.entry["name"] for each in found] == ["numpy", "small"]
            assert found[0].content == b"the file of numpy"


def test_the_runtime_s_lock_names_them_and_the_page_says_which_arrays_serve(folder):
    parts = runtime.parts(numpy=str(folder))
    roles = {part.role: part for part in parts}
    lock = json.loads(roles[runtime.LOCK].content)
    assert set(lock["packages"]) == {"numpy", "small"}
    assert roles[NUMPY["file_name"]].content == b"the file of numpy"
    library = zipfile.ZipFile(io.BytesIO(roles["python_stdlib.zip"].content))
    assert "tempfile.py" in library.namelist()  # NumPy may import what is not in ours
    assert runtime.arrays(parts) == "NumPy 2.4.6"
    assert runtime.arrays(runtime.parts()) == "ndlist"


def spoil_hash(folder):
    (folder / SMALL["file_name"]).write_bytes(b"another")


def spoil_version(folder):
    lock = lock_of(folder)
    write_lock(folder, {**lock, "info": {**lock["info"], "python": "3.13.2"}})


def without_numpy(folder):
    lock = lock_of(folder)
    del lock["packages"]["numpy"]
    write_lock(folder, lock)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / distribution.LOCK).unlink(), "has no pyodide-lock.json"),
        (lambda folder: (folder / distribution.LOCK).write_text("[]"), "is no lock file"),
        (spoil_version, "python 3.13.2"),
        (spoil_hash, "SHA-256 is"),
        (without_numpy, "has no package 'numpy'"),
        (lambda folder: (folder / NUMPY["file_name"]).unlink(), "has no numpy-2.4.6"),
    ],
    ids=["no lock", "a bad lock", "another Python", "another file", "no NumPy", "no file"],
)
def test_what_is_wrong_with_it_is_said_and_nothing_is_built(folder, tmp_path, spoil, said, capsys):
    spoil(folder)
    out = tmp_path / "site"
    assert cli.main(["build", "-o", str(out), "--numpy", str(folder)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert str(folder) in told
    assert not out.exists()


def test_a_server_that_is_not_there_is_told(capsys, tmp_path):
    with shown(tmp_path) as address:
        pass
    assert cli.main(["build", "-o", str(tmp_path / "site"), "--numpy", address]) == 2
    assert f"{address}pyodide-lock.json cannot be fetched" in capsys.readouterr().err


def test_on_a_cdn_are_npm_s_own_files_by_version_and_hash(tmp_path, monkeypatch):
    monkeypatch.setattr(compressed, "METHODS", {})
    monkeypatch.setattr(site, "ours", lambda: iter(()))
    assert cli.main(["build", "-o", str(tmp_path), "--runtime", "cdn"]) == 0
    made = json.loads((tmp_path / "site.json").read_text(encoding="utf-8"))
    files = {each["role"]: each for each in made["runtime"]["files"]}
    package = json.loads((directory().parent / "package.json").read_text(encoding="utf-8"))
    base = f"https://cdn.jsdelivr.net/npm/pyodide@{package['devDependencies']['pyodide']}/"
    for name in runtime.ON_CDN:
        own = (directory().parent / "node_modules" / "pyodide" / name).read_bytes()
        assert files[name]["file"] == base + name
        assert files[name]["sha256"] == hashlib.sha256(own).hexdigest()
    assert not list(tmp_path.glob("python/*.wasm"))
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "connect-src &#x27;self&#x27; https://cdn.jsdelivr.net;" in page
    assert page.count("https://") == 1
