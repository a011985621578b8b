"""One program as one file: all that it asks for is in it."""

import base64
import json
import re
from urllib.parse import unquote

from gradwalk_ui import cli, export, pages, site
from gradwalk_ui.static_files import directory, modules_of

GRAPH = (
    "import torch\nx = torch.ones(2, requires_grad=True)\nprint('</script><b>')\n(x * 3).sum()\n"
)


def text_of(url):
    head, _, data = url.partition(",")
    return base64.b64decode(data).decode() if head.endswith(";base64") else unquote(data)


def test_every_module_is_in_it_and_asks_only_for_others_that_are():
    modules = export.import_map()
    assert len(modules) == len(modules_of(directory(), export.ENTRY, later=True)) > 50
    for name, url in modules.items():
        text = text_of(url)
        wanted = re.findall(r'^(?:import|export)\b[^"]*?from "([^"]+)";', text, re.MULTILINE)
        wanted += re.findall(
            r'(?:=>|await) import\("([^"]+)"\)', text if "vendor" not in name else ""
        )
        assert set(wanted) <= set(modules), name
    assert "import.meta" not in "".join(map(text_of, modules.values()))


def page(source):
    """The HTML file of a program."""
    made = site.recorded_or_not(site.Own("graph.py", source), set())
    return export.page_of(made, export.WHOLE_PAGE)


def test_the_page_reaches_nothing_and_a_program_cannot_break_out_of_its_script():
    text = page(GRAPH)
    assert text.count("</script>") == text.count("<script") == 3
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert "default-src 'none'" in policy
    assert "http" not in policy
    (settings,) = re.findall(r'id="gradwalk-settings">(.*?)</script>', text)
    assert json.loads(settings)["scene"]["source"] == GRAPH


def test_the_command_writes_the_file_or_says_why_not(tmp_path, capsys):
    (tmp_path / "good.py").write_text(GRAPH)
    (tmp_path / "bad.py").write_text("import torch\nx = = 1\n")
    out = tmp_path / "page.html"
    assert cli.main(["export", str(tmp_path / "good.py"), "-o", str(out)]) == 0
    assert out.stat().st_size < 3_000_000
    out.unlink()
    cells = [{"cell_type": "code", "source": GRAPH}]
    (tmp_path / "week.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    assert cli.main(["export", str(tmp_path / "week.ipynb"), "-o", str(out)]) == 0
    out.unlink()
    assert cli.main(["export", str(tmp_path / "bad.py"), "-o", str(out)]) == 1
    assert f"{tmp_path / 'bad.py'}:2: SyntaxError" in capsys.readouterr().err
    assert not out.exists()
    assert "<noscript><svg xmlns=" in page(GRAPH)


def test_both_kinds_of_file_have_the_same_policy():
    policy = re.compile(r'Content-Security-Policy" content="([^"]+)"')
    other = (pages.FOLDER / "packed.html").read_text(encoding="utf-8")
    assert policy.findall(page(GRAPH)) == policy.findall(other)
