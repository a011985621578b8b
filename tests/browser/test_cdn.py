"""`gradwalk build --runtime cdn`: the files that stay on a CDN, which is not asked here.

They are given from where they are, under the addresses that they have there.
"""

import re

import pytest
from explorer import Explorer
from gradwalk_ui import runtime, site
from gradwalk_ui.static_files import directory
from playwright.sync_api import expect
from web import shown

PROGRAM = "import torch\nprint(torch.ones(2) * 2)\n"
HEADERS = {"Access-Control-Allow-Origin": "*"}  # as jsDelivr sends it


@pytest.fixture
def page(browser, tmp_path):
    """A page of such a site, which may ask no server but its own."""
    assert site.build(tmp_path / "site", cdn=True) == []
    with shown(tmp_path) as address:
        context = browser.new_context(service_workers="block", locale="en-US")
        page = context.new_page()
        page.goto(f"{address}site/lessons/single_layer.html")
        yield page
        context.close()


def test_what_comes_from_the_cdn_is_used_if_its_hash_is_the_one_known_here(page):
    spoiled, given = {"pyodide.asm.wasm"}, []

    def give(route):
        name = route.request.url.removeprefix(f"{runtime.CDN}/npm/pyodide@{runtime.version()}/")
        content = (directory() / "vendor" / "pyodide" / name).read_bytes()
        given.append(name)
        if name in spoiled:
            content = content[:-1] + bytes([content[-1] ^ 1])
        route.fulfill(body=content, headers=HEADERS)

    page.route(re.compile("^https:"), give)
    explorer = Explorer(page).drawn()
    assert given == []  # nothing, until somebody runs something
    explorer.run(PROGRAM)
    expect(explorer.notice).to_contain_text("pyodide.asm.wasm did not arrive as it was made")
    assert given.count("pyodide.asm.wasm") == 2  # once more, past the cache
    spoiled.clear()
    explorer.run(PROGRAM).to_the_end()
    assert explorer.printed() == ["tensor([2., 2.])"]
    expect(explorer.notice).to_be_hidden()
    assert set(given) == set(runtime.ON_CDN)
