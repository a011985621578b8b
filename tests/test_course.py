"""What the course tools' extensions say of what they cannot show: file, line and reason."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from gradwalk_ui import choices, course

RST = """\
Bad
===

.. gradwalk:: bad.py

.. gradwalk:: missing.py

.. gradwalk:: detatch

.. gradwalk::
   :theme: pink

   import torch

.. gradwalk::
   :moment: 1

   import torch
   x = = 1

.. gradwalk::
   :lang: zh

.. gradwalk:: detach

   import torch
"""
MYST = """\
# MyST

```{gradwalk}
:readonly:
import torch

import pandas
```

```{gradwalk}
:heigth: 3
print(1)
```
"""
FENCES = """\
---
title: Bad
---
# Bad

```gradwalk file=bad.py
```

```gradwalk lesson="detatch"
```

```gradwalk theme=pink
import torch
```

- in a list

    ```gradwalk moment=1
    import torch

    import pandas
    ```

```gradwalk lesson=detach
import torch
```
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.py").write_text("import torch\nx = = 1\n")
    return tmp_path


def said(folder, *command):
    run = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
    )
    return run.stderr.replace(f"{folder}{os.sep}", "")


def test_sphinx_warns_with_file_line_and_reason(folder):
    (folder / "docs" / "conf.py").write_text('extensions = ["gradwalk_ui.sphinx", "myst_parser"]')
    (folder / "docs" / "index.rst").write_text(RST)
    (folder / "docs" / "myst.md").write_text(f"---\norphan: true\n---\n{MYST}")
    text = said(folder, "sphinx", "-q", "-b", "dummy", "docs", "out")
    for expected in (
        "docs/bad.py:2: WARNING: gradwalk: SyntaxError: invalid syntax",
        "docs/index.rst:6: WARNING: gradwalk: docs/missing.py: No such file or directory",
        "docs/index.rst:8: WARNING: gradwalk: there is no lesson 'detatch'; did you mean 'detach'?",
        'docs/index.rst:10: ERROR: Error in "gradwalk" directive',
        "'theme' is one of light, dark, page, and not 'pink'",
        "docs/index.rst:19: WARNING: gradwalk: SyntaxError: invalid syntax",
        "docs/index.rst:21: WARNING: gradwalk: name a lesson or a file, or write a program",
        "docs/index.rst:24: WARNING: gradwalk: an argument and a program: one of them is too many",
        "docs/myst.md:10: WARNING: gradwalk: NotAvailable: no module 'pandas'",
        "docs/myst.md:14: WARNING: 'gradwalk': Unknown option key",
    ):
        assert expected in text, text


def test_mkdocs_warns_with_file_line_and_reason(folder):
    config = "site_name: Bad\ntheme: mkdocs\nplugins: [gradwalk]\n"
    (folder / "mkdocs.yml").write_text(config)
    (folder / "docs" / "index.md").write_text(FENCES)
    text = said(folder, "mkdocs", "build")
    for expected in (
        "docs/bad.py:2: SyntaxError: invalid syntax",
        "index.md:9: there is no lesson 'detatch'; did you mean 'detach'?",
        "index.md:12: 'theme' is one of light, dark, page, and not 'pink'",
        "index.md:21: NotAvailable: no module 'pandas'",
        "index.md:24: a lesson, a file, a program: more than one of them",
    ):
        assert expected in text, text
    assert not (folder / "site" / "gradwalk").exists()  # no explorer, no files for one
    assert "import pandas" in (folder / "site" / "index.html").read_text(encoding="utf-8")


def test_a_site_of_ones_own_serves_the_element():
    shown = course.foreign("week_3", {"lang": "zh"})
    html = course.element(shown, "../", "https://your.host/site/")
    assert 'src="https://your.host/site/gradwalk.js"' in html
    assert 'theme="page" lesson="week_3" lang="zh"' in html
    own = course.element(course.program("x = 1", {}), "../", "https://your.host/site")
    assert ' scene="../gradwalk/programs/' in own


def test_a_program_that_runs_in_the_page_is_not_recorded():
    shown = course.program("    x = '<b>'\n", {"run": ""})
    assert shown.files == {}
    assert " run>x = &#x27;&lt;b&gt;&#x27;\n</grad-walk>" in course.element(shown, "")


DOCS = Path(__file__).parents[1] / "docs"


def test_the_docs_have_all_options_and_lead_nowhere_wrong():
    table = (DOCS / "teaching" / "sphinx.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `:(\w+):`", table, re.MULTILINE) == list(choices.CHECKS)
    for page in [DOCS / "teaching.md", DOCS.parent / "README.md", *(DOCS / "teaching").iterdir()]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
