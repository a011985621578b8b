"""Questions of a lesson: what they name is read from the run, and bad ones are told."""

import json
from pathlib import Path

import jsonschema
import pytest
from gradwalk_ui import predict, program, scene
from gradwalk_ui.lessons import lessons

SCHEMA = Path(__file__).parents[1] / "static" / "scene.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
START = """\
# %% [markdown]
# # A lesson

# %%
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.exp()
print("begun")

"""
BACKWARD = "# %%\ny.sum().backward()\nprint(x.grad)\nprint(x.grad is None)\n"
FAILS = "# %%\nz = y.detach()\nz.zero_()\ny.sum().backward()\n"


def asked(*lines, language=""):
    return f"# %% [question]{language}\n" + "".join(f"# {line}".rstrip() + "\n" for line in lines)


def built(source):
    made = scene.build(program.run(program.read(source)))
    VALIDATOR.validate(made)
    return made


def cell_of(source):
    (cell,) = [each for each in built(source)["cells"] if each["kind"] == "question"]
    return cell


def answer(wanted, code, *options):
    """The form and the answer of a question before some code."""
    cell = cell_of(START + asked("What?", "", f"answer: {wanted}", *options) + "\n" + code)
    assert cell["text"] == {"en": "What?", "zh": "What?"}
    question = cell["question"]
    return question["form"], question["truth"]


@pytest.mark.parametrize(
    ("wanted", "code", "found"),
    [
        ("printed", BACKWARD, ("text", "tensor([2.7183, 7.3891])")),
        ("printed 2", BACKWARD, ("text", "False")),
        ("x.grad", BACKWARD, ("text", "[2.7183, 7.3891]")),
        ("y.grad", BACKWARD, ("text", "None")),
        ("y.is_leaf", BACKWARD, ("yes", False)),
        ("y.requires_grad", BACKWARD, ("yes", True)),
        ("z.requires_grad", FAILS, ("yes", False)),
        ("y._version", BACKWARD, ("text", "0")),
        ("y._version", FAILS, ("text", "1")),
        ("fails", BACKWARD, ("yes", False)),
        ("fails", FAILS, ("yes", True)),
        ("node that fails", FAILS, ("node", "o0")),
        ("line that fails", FAILS, ("line", 18)),
        ("line that wrote", FAILS, ("line", 17)),
        ("line that saved", FAILS, ("line", 7)),
        ("line that wrote", FAILS.replace("y.detach()", "y.data"), ("line", 17)),
        ("line that fails", "# %%\n1 / 0\n", ("line", 16)),
    ],
)
def test_a_question_names_what_is_read_from_the_run(wanted, code, found):
    assert answer(wanted, code) == found


def test_the_right_option_is_the_one_that_the_run_gives():
    options = ["- None", "- tensor([2.7183, 7.3891])", "- [1, 1]"]
    assert answer("printed", BACKWARD, *options) == ("choice", 1)
    assert answer("x.grad", BACKWARD, *options) == ("choice", 1)
    assert answer("y.grad", BACKWARD, *options) == ("choice", 0)
    assert answer("fails", FAILS, "- no", "- yes") == ("choice", 1)


def test_what_is_asked_about_comes_after_the_moment_at_which_it_is_asked():
    made = built(START + asked("?", "answer: fails") + "\n# %% [markdown]\n# text\n\n" + FAILS)
    cell = next(each for each in made["cells"] if each["kind"] == "question")
    question = cell["question"]
    assert made["cells"][question["cell"]]["kind"] == "code"
    assert made["moments"][question["moment"]]["cell"] < question["cell"]
    assert made["moments"][question["moment"] + 1]["cell"] == question["cell"]


def test_one_question_in_two_languages_is_one():
    english = asked("Why?", "answer: printed", "- None", "- False", "", "why: So it is.", "Indeed.",
                    language=' lang="en"')  # fmt: skip
    chinese = asked("为什么？", "answer: printed", "why: 就是这样。", language=' lang="zh"')
    cell = cell_of(START + english + "\n" + chinese + "\n# %%\nprint(None)\n")
    assert cell["text"] == {"en": "Why?", "zh": "为什么？"}
    assert cell["question"]["why"] == {"en": "So it is.\nIndeed.", "zh": "就是这样。"}
    assert cell["question"]["options"][1] == {"en": "False", "zh": "False"}
    assert cell["question"]["truth"] == 0


BAD = {
    "no answer": (asked("What?"), "predict.no_answer"),
    "an empty answer": (asked("What?", "answer:"), "predict.no_answer"),
    "an answer nobody knows": (asked("What?", "answer: the loss"), "predict.unknown"),
    "code as an answer": (asked("What?", "answer: print(open('x'))"), "predict.unknown"),
    "a print that is not there": (asked("What?", "answer: printed 3"), "predict.nothing"),
    "no print at all": (asked("What?", "answer: printed 0"), "predict.nothing"),
    "a name that is not there": (asked("What?", "answer: w.grad"), "predict.nothing"),
    "no failure": (asked("What?", "answer: node that fails"), "predict.nothing"),
    "no line": (asked("What?", "answer: line that wrote"), "predict.nothing"),
    "no option that is right": (asked("?", "answer: fails", "- maybe"), "predict.none_right"),
    "two that are": (asked("?", "answer: fails", "- no", "- `no`"), "predict.several_right"),
    "other answers": (
        asked("?", "answer: fails", language=' lang="en"')
        + asked("?", "answer: printed", language=' lang="zh"'),
        "predict.answers_differ",
    ),
    "other options": (
        asked("?", "answer: fails", "- no", language=' lang="en"')
        + asked("?", "answer: fails", "- no", "- yes", language=' lang="zh"'),
        "predict.options_differ",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_question_that_cannot_be_asked_is_named_with_its_line_and_why(name):
    question, key = BAD[name]
    source = START + question + "\n" + BACKWARD
    cell = cell_of(source)
    assert "question" not in cell
    assert (cell["problem"]["key"], cell["problem"]["args"]["line"]) == (key, 10)
    from gradwalk_ui import site  # noqa: PLC0415 - its figures need NumPy

    problem = site.recorded_or_not(site.Own("own.py", source), set())
    assert (problem.name, problem.line, problem.reason["key"]) == ("own.py", 10, key)


def test_a_question_with_no_code_after_it():
    cell = cell_of(START + asked("What?", "answer: printed"))
    assert cell["problem"]["key"] == "predict.no_cell"


def test_a_question_does_not_run():
    made = built(START + asked("?", "answer: fails", "1 / 0") + "\n" + BACKWARD)
    assert made["errors"] == []


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.id)
def test_the_lessons_questions_can_be_asked(lesson):
    cells = [cell for cell in built(lesson.source)["cells"] if cell["kind"] == "question"]
    assert all("question" in cell for cell in cells)
    for cell in cells:
        texts = [cell["text"], cell["question"]["why"]]
        assert all(text["en"] and text["zh"] and text["en"] != text["zh"] for text in texts)
        moments = [cell["question"]["moment"] for cell in cells]
        assert moments == sorted(moments)


def test_several_lessons_ask():
    assert sum("[question]" in lesson.source for lesson in lessons()) >= 5


@pytest.mark.parametrize(
    ("option", "truth", "same"),
    [
        ("None", "None", True),
        ("tensor([2., 4.])", "[2, 4]", True),
        ("2.7183", "tensor(2.7183)", True),
        ("tensor(2., grad_fn=<MulBackward0>)", "tensor(2.)", False),
        ("1", "2", False),
        ("nan", "tensor(nan)", True),
        ("no", "yes", False),
    ],
)
def test_an_option_says_the_same(option, truth, same):
    assert predict.alike(option, truth) is same
