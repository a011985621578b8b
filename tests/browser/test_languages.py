"""A third language is one file: the page offers it, and says in English what it lacks."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from gradwalk_ui import export, pages, site, static_files, takeaway
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
FRENCH = {
    "language.name": "Français",
    "language.tag": "fr",
    "site.lessons": "Leçons",
    "ui.graph_of": "Graphe de {tensors} tenseurs et {ops} opérations",
    "ui.play": "Lire",
}
LIST = """
import { writeFile } from "node:fs/promises";
import { languagesModule } from "./vendor/languages.js";
const [, folder] = process.argv;
await writeFile(`${folder}/vendor/languages.js`, await languagesModule(`${folder}/i18n`));
"""


@pytest.fixture
def french(tmp_path, monkeypatch):
    """A copy of the front end with one more file, as `npm run build` leaves it."""
    static = tmp_path / "static"
    shutil.copytree(ROOT / "static", static, ignore=shutil.ignore_patterns("pyodide"))
    (static / "i18n" / "fr.json").write_text(json.dumps(FRENCH), encoding="utf-8")
    subprocess.run(["node", "--input-type=module", "-e", LIST, static], cwd=ROOT, check=True)
    for module in (static_files, export, pages):
        monkeypatch.setattr(module, "directory", lambda: static)
    caches = (export.modules, pages.catalogues)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


@pytest.mark.usefixtures("french")
def test_a_file_is_a_language(tmp_path, open_page):
    made = tmp_path / "page.html"
    program = site.Own("p.py", "import torch\nx = torch.ones(2)\ny = x * 2\n")
    assert isinstance(takeaway.export_to(made, program), site.Recorded)
    page = open_page(made.as_uri(), language="fr-CA")
    expect(page.get_by_role("button", name="Lire", exact=True)).to_be_visible()
    expect(page.locator(".gradwalk")).to_have_attribute("lang", "fr")
    expect(page.locator(".canvas")).to_have_attribute("aria-label", re.compile("2 tenseurs"))
    expect(page.get_by_role("button", name="Step back")).to_be_visible()  # it has no word for that
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("button", name="播放", exact=True)).to_be_visible()
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("button", name="Lire", exact=True)).to_be_visible()
    listed = pages.words("site.lessons") + pages.words("site.open")
    assert '<span lang="fr">Leçons</span>' in listed
    assert listed.count('lang="fr"') == 1
    assert ':root:lang(fr) .texts > [lang="fr"]' in pages.language_rules()
