"""What `explore` takes and refuses; tests/browser/test_notebook_page.py looks at what it shows."""

import pytest
from gradwalk_ui import notebook

GRAPH = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 3).sum().backward()\n"


def test_a_text_a_file_and_a_lesson(tmp_path):
    (tmp_path / "mine.py").write_text(GRAPH)
    for what in (GRAPH, tmp_path / "mine.py", str(tmp_path / "mine.py")):
        assert notebook.explore(what).made.scene["source"] == GRAPH
    assert notebook.explore(tmp_path / "mine.py").made.title == {"en": "mine", "zh": "mine"}
    assert notebook.explore("detach").made.title["zh"] == "detach：两个张量，一份存储"


def test_a_program_that_fails_is_shown_and_its_error_is_in_the_text():
    made = notebook.explore(f"{GRAPH}x.sum().backward(torch.ones(3))\n")
    assert "RuntimeError" in made.text()
    assert [each["type"] for each in made.made.scene["errors"]] == ["RuntimeError"]


def test_choices_are_checked():
    made = notebook.explore("detach", lang="zh_CN", moment=3, height=300, hide="code, output")
    assert made.how == {"lang": "zh", "moment": "3", "height": "300px", "hide": "code output"}
    assert made.shown()["moment"] == 2
    for name, value, words in [
        ("theme", "pink", "'theme' is one of light, dark, page, and not 'pink'"),
        ("moment", 0, "'moment' is a step of the program, counted from 1, and not '0'"),
        ("height", "tall", "'height' is a length as in CSS, like 480px or 70vh, and not 'tall'"),
        ("hide", "codes", "'hide' is one of header, "),
        ("heigth", 3, "there is no option 'heigth'; did you mean 'height'?"),
        ("autoplay", "yes", "'autoplay' takes no value, and was given 'yes'"),
    ]:
        with pytest.raises(ValueError, match=words):
            notebook.explore("detach", **{name: value})


def test_what_has_run_already_was_not_recorded():
    with pytest.raises(TypeError, match=r"and not float: .* Put the cell under %%gradwalk"):
        notebook.explore(3.5)
    with pytest.raises(FileNotFoundError):
        notebook.explore("no_such_file.py")


def test_saving_writes_a_page_of_its_own(tmp_path):
    notebook.explore(GRAPH).save(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "(x * 3).sum().backward()" in page
