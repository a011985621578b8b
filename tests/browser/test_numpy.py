"""`gradwalk build --numpy FOLDER`: Python in the page takes its arrays from a distribution's wheel.

No index has a NumPy wheel for this runtime. The one here, in a folder as Pyodide's are, has our own
arrays under that name, and a mark by which a program knows them.
"""

import hashlib
import io
import json
import zipfile

import pytest
from explorer import Explorer
from gradwalk_ui import distribution, runtime, site
from gradwalk_ui.static_files import directory
from playwright.sync_api import expect
from web import shown

WHEEL = "numpy-2.4.6-py3-none-any.whl"
FILES = {
    "numpy/__init__.py": """\
import sys
from gradwalk import ndlist
ndlist.origin = "the distribution's own"
sys.modules["numpy"] = ndlist
""",
    "numpy-2.4.6.dist-info/METADATA": "Metadata-Version: 2.1\nName: numpy\nVersion: 2.4.6\n",
    "numpy-2.4.6.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
    "numpy-2.4.6.dist-info/RECORD": "",
}
ENTRY = {
    "depends": [],
    "file_name": WHEEL,
    "imports": ["numpy"],
    "install_dir": "site",
    "name": "numpy",
    "package_type": "package",
    "version": "2.4.6",
}
PROGRAM = """\
import numpy
import torch
print(numpy.origin, torch.ones(2) * 2)
"""


@pytest.fixture
def folder(tmp_path):
    """The distribution."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, text in FILES.items():
            wheel.writestr(name, text)
    (tmp_path / WHEEL).write_bytes(into.getvalue())
    lock = json.loads((directory() / "vendor" / "pyodide" / runtime.LOCK).read_bytes())
    entry = {**ENTRY, "sha256": hashlib.sha256(into.getvalue()).hexdigest()}
    text = json.dumps({"info": lock["info"], "packages": {"numpy": entry}})
    (tmp_path / distribution.LOCK).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_program_runs_on_the_arrays_of_the_distribution(browser, folder):
    assert site.build(folder / "site", numpy=str(folder)) == []
    with shown(folder) as address:
        context = browser.new_context(service_workers="block", locale="en-US")
        explorer = Explorer(context.new_page())
        explorer.page.goto(f"{address}site/lessons/single_layer.html")
        explorer.drawn().run(PROGRAM).to_the_end()
        assert explorer.printed() == ["the distribution's own tensor([2., 2.])"]
        expect(explorer.notice).to_be_hidden()
        context.close()
