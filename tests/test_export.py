"""One program as one file: all that it asks for is in it."""

import base64
import json
import re
from urllib.parse import unquote

from gradwalk_ui import cli, export, site
from gradwalk_ui.static_files import directory, modules_of

GRAPH = (
    "import torch\nx = torch.ones(2, requires_grad=True)\nprint('</script><b>')\n(x * 3).sum()\n"
)


def text_of(url):
    head, _, data = url.partition(",")
    return base64.b64decode(data).decode() if head.endswith(";base64") else unquote(data)


def test_every_module_is_in_it_and_asks_only_for_others_that_are():
    modules = export.import_map()
    assert len(modules) == len(modules_of(directory(), export.ENTRY, later=True)) > 40
    for name, url in modules.items():
        text = text_of(url)
        wanted = re.findall(r'^(?:import|export)\b[^"]*?from "([^"]+)";', text, re.MULTILINE)
        wanted += re.findall(
            r'(?:=>|await) import\("([^"]+)"\)', text if "vendor" not in name else ""
        )
        assert set(wanted) <= set(modules), name
    assert "import.meta" not in "".join(map(text_of, modules.values()))


def test_the_page_reaches_nothing_and_a_program_cannot_break_out_of_its_script():
    page = export.page(site.Own("graph.py", GRAPH))
    assert isinstance(page, str)
    assert page.count("</script>") == page.count("<script") == 3
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert "default-src &#x27;none&#x27;" in policy
    assert "http" not in policy
    (settings,) = re.findall(r'id="gradwalk-settings">(.*?)</script>', page)
    assert json.loads(settings)["scene"]["source"] == GRAPH


def test_the_command_writes_the_file_or_says_why_not(tmp_path, capsys):
    (tmp_path / "good.py").write_text(GRAPH)
    (tmp_path / "bad.py").write_text("import torch\nx = = 1\n")
    out = tmp_path / "page.html"
    assert cli.main(["export", str(tmp_path / "good.py"), "-o", str(out)]) == 0
    assert out.stat().st_size < 3_000_000
    out.unlink()
    assert cli.main(["export", str(tmp_path / "bad.py"), "-o", str(out)]) == 1
    assert f"{tmp_path / 'bad.py'}:2: SyntaxError" in capsys.readouterr().err
    assert not out.exists()


def test_a_picture_is_made_where_the_name_asks_for_one(tmp_path, capsys):
    (tmp_path / "good.py").write_text(GRAPH)
    out = tmp_path / "graph.svg"
    assert cli.main(["export", str(tmp_path / "good.py"), "-o", str(out)]) == 0
    assert "graph.svg is the graph" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").startswith("<svg xmlns=")
    page = export.page(site.Own("graph.py", GRAPH))
    assert "<noscript><svg xmlns=" in page
