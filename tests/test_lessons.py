"""The loader: every lesson has an id, a title and a summary in both languages, and runs."""

import pytest
from gradwalk_ui import lessons, program
from gradwalk_ui.source import LANGUAGES, read


def test_order_and_ids():
    ids = [lesson.id for lesson in lessons.lessons()]
    assert ids[0] == "single_layer"
    assert len(ids) == len(set(ids)) >= 8
    assert not any(each[0].isdigit() or each.endswith(".py") for each in ids)


def test_one_is_found_by_its_id():
    assert lessons.lesson("detach").title["en"] == "detach: two tensors, one storage"
    assert lessons.lesson("01_single_layer") is None
    assert lessons.lesson("") is None


@pytest.mark.parametrize("lesson", lessons.lessons(), ids=lambda lesson: lesson.id)
def test_titles_and_summaries(lesson):
    for language in LANGUAGES:
        assert lesson.title[language]
        assert len(lesson.summary[language]) > 10
        assert "\n" not in lesson.title[language] + lesson.summary[language]
    assert lesson.title["en"] != lesson.title["zh"]
    cells = read(lesson.source).cells
    assert all(cell.text["en"] != cell.text["zh"] for cell in cells if cell.kind == "text")


@pytest.mark.parametrize("lesson", lessons.lessons(), ids=lambda lesson: lesson.id)
def test_a_lesson_runs_within_the_limits(lesson):
    result = program.run(read(lesson.source, lesson.id))
    assert result.stopped is None
    assert result.trace.events


def test_a_file_without_a_title_is_said_to_have_none(tmp_path):
    file = tmp_path / "01_bare.py"
    file.write_text('# %% [markdown] lang="en"\n# no heading\n')
    with pytest.raises(ValueError, match=r"lesson 01_bare\.py starts with no title in 'en'"):
        lessons._lesson(file)
    file.write_text("x = 1")
    with pytest.raises(ValueError, match="no title"):
        lessons._lesson(file)
