"""Reading programs: scripts, scripts in cells, notebooks, and what is none of these."""

import json

import pytest
from gradwalk_ui import limits
from gradwalk_ui.source import Cell, read

LESSON = """\
# %% [markdown] lang="en"
# # Title
#
# About it.

# %% [markdown] lang="zh"
# # 标题

# %%
import torch

# %% [markdown]
# the same for both
# %% a title
x = 1
"""


def notebook(*cells, **more):
    rows = [{"cell_type": kind, "source": source, "metadata": {}} for kind, source in cells]
    return json.dumps({"cells": rows, "nbformat": 4, "nbformat_minor": 5, "metadata": {}, **more})


def reason(text, name="program.py"):
    with pytest.raises(limits.Refused) as caught:
        read(text, name)
    return caught.value.words


def test_a_script_is_one_cell():
    program = read("x = 1\nprint(x)\n")
    assert program.cells == (Cell("code", 1, 3),)
    assert not program.in_cells


def test_an_empty_program_is_one_empty_cell():
    assert read("").cells == (Cell("code", 1, 1),)


def test_markers_make_cells_and_the_languages_of_a_text_are_one_cell():
    program = read(LESSON)
    assert program.in_cells
    assert program.cells == (
        Cell("text", 1, 8, {"en": "# Title\n\nAbout it.", "zh": "# 标题"}),
        Cell("code", 9, 11),
        Cell("text", 12, 13, {"en": "the same for both", "zh": "the same for both"}),
        Cell("code", 14, 16),
    )
    assert program.code(program.cells[3]) == "# %% a title\nx = 1\n"


def test_code_before_the_first_marker_is_a_cell_and_blank_lines_are_none():
    assert [c.first for c in read("import torch\n# %%\nx = 1").cells] == [1, 2]
    assert [c.first for c in read("\n\n# %%\nx = 1").cells] == [3]


def test_a_text_in_one_language_stands_for_both():
    (cell,) = read('# %% [markdown] lang="en"\n# hello').cells
    assert cell.text == {"en": "hello", "zh": "hello"}


def test_two_texts_in_one_language_stay_two_cells():
    text = '# %% [markdown] lang="en"\n# one\n# %% [markdown] lang="en"\n# two'
    assert [c.text["en"] for c in read(text).cells] == ["one", "two"]


def test_text_cells_may_be_quoted():
    assert read('# %% [markdown]\n"""\n# Title\n"""').cells[0].text["en"] == "# Title"


def test_line_ends_of_every_system_and_a_byte_order_mark():
    assert read("\ufeffx = 1\r\ny = 2\rz = 3").source == "x = 1\ny = 2\nz = 3"


def test_a_notebook_becomes_a_script_in_cells():
    text = notebook(("markdown", ["# Title\n", "text"]), ("code", ["x = 1\n", "x"]), ("code", "y"))
    program = read(text, "lesson.ipynb")
    assert program.source == "# %% [markdown]\n# # Title\n# text\n\n# %%\nx = 1\nx\n\n# %%\ny\n"
    assert [cell.kind for cell in program.cells] == ["text", "code", "code"]
    assert program.cells[0].text["zh"] == "# Title\ntext"
    assert program.in_cells


def test_a_pasted_notebook_is_known_by_its_content():
    assert read(notebook(("code", "x = 1"))).source == "# %%\nx = 1\n"


@pytest.mark.parametrize("cells", [(("code", "x = 1"),), (("markdown", "# T"), ("code", "x")), ()])
def test_what_was_made_of_a_notebook_is_read_as_it_is(cells):
    once = read(notebook(*cells), "week.ipynb")
    again = read(once.source, "week.ipynb")
    assert (again.source, again.cells) == (once.source, once.cells)


def test_a_notebook_of_version_3():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"]}]}], "nbformat": 3}
    assert read(json.dumps(old), "old.ipynb").source == "# %%\nx = 1\n"


def test_magic_lines_become_comments_only_where_they_are_magic():
    program = read(notebook(("code", "%matplotlib inline\n!pip install torch\nx = 1")), "a.ipynb")
    assert program.source == "# %%\n# %matplotlib inline\n# !pip install torch\nx = 1\n"
    text = "x = (7\n%y)"
    assert read(notebook(("code", text)), "a.ipynb").source == f"# %%\n{text}\n"


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("{broken", "program.notebook_broken", 1),
        ('{"cells": [],\n "nbformat" 4}', "program.notebook_broken", 2),
        ("", "program.notebook_broken", 1),
        ("[" * 100_000, "program.notebook_broken", 1),
        ('{"cells": [{"cell_type": "code", "source": 3}]}', "program.notebook_broken", 1),
        ("[]", "program.notebook_no_cells", 1),
        ('{"nbformat": 4}', "program.notebook_no_cells", 1),
        ('{"cells": 3}', "program.notebook_no_cells", 1),
        ('{"cells": ["x"]}', "program.notebook_no_cells", 1),
        ('{"worksheets": []}', "program.notebook_no_cells", 1),
    ],
)
def test_a_broken_notebook_is_refused_with_its_line(text, key, line):
    words = reason(text, "bad.ipynb")
    assert (words.key, words.args["line"]) == (key, line)


def test_a_notebook_with_large_pictures_is_read_and_a_huge_one_is_refused():
    picture = [{"output_type": "display_data", "data": {"image/png": "A" * 2_000_000}}]
    cell = {"cell_type": "code", "source": "x = 1", "outputs": picture}
    assert read(json.dumps({"cells": [cell]}), "a.ipynb").source == "# %%\nx = 1\n"
    words = reason("x" * (limits.LONGEST_FILE + 1), "huge.ipynb")
    assert words.key == "program.too_long"


def test_a_megabyte_of_source_is_refused_at_the_line_where_it_is_too_much():
    words = reason("x = 1\n" * 170_000)
    assert words.key == "program.too_long"
    assert words.args == {"count": 1_020_000, "most": 200_000, "line": 33_334}


def test_too_many_cells_are_refused():
    assert reason("# %%\n" * (limits.MOST_CELLS + 1)).key == "program.too_many_cells"


def test_a_null_character_is_refused_with_its_line():
    assert reason("x = 1\n\0").args == {"line": 2}
