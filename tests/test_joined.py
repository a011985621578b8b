"""Many modules as one file: what is in it, what passes on to it, and what is refused."""

import re

import pytest
from gradwalk_ui import joined
from gradwalk_ui.static_files import IMPORT, directory

MODULES = {
    "page.js": 'import { draw } from "./parts/draw.js";\n\ndraw(document.body);\n',
    "parts/draw.js": (
        'import { h, set as put } from "../dom.js";\nimport { fileUrl } from "../files.js";\n\n'
        "export async function draw(host) {\n"
        '  const { more } = await import("./more.js");\n'
        '  put(host, h("p"), more(fileUrl("words.json")));\n}\nexport const WIDE = 3;\n'
    ),
    "parts/more.js": 'import { h } from "../dom.js";\n\nexport const more = (at) => h(at);\n',
    "dom.js": "export function h() {}\nexport function set() {}\n",
    "files.js": "export const fileUrl = (name) => new URL(name, import.meta.url).href;\n",
}


def test_what_an_entry_imports_is_in_one_file_in_the_order_in_which_it_runs():
    made = joined.join(MODULES, "page.js")
    assert made.keys() == {*MODULES, joined.JOINED}
    text = made[joined.JOINED]
    assert text.index("dom_js = ") < text.index("parts_draw_js = ")
    assert "const { h, set: put } = dom_js;\nconst { fileUrl } = files_js;" in text
    assert 'await import("./parts/more.js")' in text
    assert "return { draw, WIDE };" in text
    assert made["dom.js"].splitlines()[-1] == "export const { h, set } = dom_js;"
    assert made["files.js"] == MODULES["files.js"]
    for name in ("page.js", "parts/more.js", "dom.js"):
        assert IMPORT.findall(made[name]) == ["../joined.js" if "/" in name else "./joined.js"]


def test_a_module_alone_has_in_it_all_that_it_imports():
    text = joined.alone(MODULES, "page.js")
    assert IMPORT.findall(text) == ["./files.js"]
    assert text.endswith("const { draw } = parts_draw_js;\n\ndraw(document.body);\n")


@pytest.mark.parametrize("entry", ["site.js", "page.js", "index.js", "element.js", "exported.js"])
def test_each_page_of_ours_can_be_joined(entry):
    root = directory()
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*.js")}
    modules = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    text = joined.join(modules, entry)[joined.JOINED]
    names = re.findall(r"^export const (\w+) = \(\(\) => \{$", text, re.MULTILINE)
    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize(
    "text",
    [
        'import { h } from "./page.js";\nexport function set() {}\n',  # in a circle
        'export * from "./files.js";\n',
        'import * as files from "./files.js";\n',
        "export let set = 1;\n",
        "export default 1;\n",
    ],
)
def test_what_it_does_not_know_is_refused(text):
    with pytest.raises(ValueError, match=r"circle|no import or export that can be joined"):
        joined.join(MODULES | {"dom.js": text}, "page.js")
