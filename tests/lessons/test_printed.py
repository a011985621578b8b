"""The lessons: the engine prints what PyTorch printed, and the texts keep their promises."""

import re
from pathlib import Path

import pytest
from gradwalk_ui import program
from gradwalk_ui.lessons import lesson, lessons

HERE = Path(__file__).parent
CHINESE = re.compile("[\u4e00-\u9fff]")
IDS = [each.id for each in lessons()]


def ran(source):
    return program.run(program.read(source, "lesson.py"))


def printed(run):
    """What each code cell printed, as record.py wrote it down."""
    for number, cell in enumerate(run.program.cells):
        if cell.kind == "code":
            out = [o.text for o in run.output if o.cell == number and o.stream in {"out", "value"}]
            errors = [f"{e.type}: {e.text}\n" for e in run.errors if e.cell == number]
            yield f"# %% {number}\n{''.join(out + errors)}"


@pytest.mark.parametrize("name", IDS)
def test_the_engine_prints_what_pytorch_printed(name):
    recorded = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    run = ran(lesson(name).source)
    assert "".join(printed(run)) == recorded
    assert run.stopped is None


@pytest.mark.parametrize("name", IDS)
def test_a_lesson_warns_of_nothing(name):
    assert not [o for o in ran(lesson(name).source).output if o.stream == "warning"]


@pytest.mark.parametrize("name", IDS)
def test_every_text_is_in_both_languages(name):
    texts = [cell.text for cell in program.read(lesson(name).source).cells if cell.kind == "text"]
    assert texts
    for text in texts:
        assert not CHINESE.search(text["en"])
        assert CHINESE.search(text["zh"])


def test_each_recording_belongs_to_a_lesson():
    assert sorted(path.stem for path in HERE.glob("*.txt")) == sorted(IDS)


NOTEBOOK = {  # what the notebook printed, with the weights written out in place of rand
    "single_layer": ["tensor([[9.0807]], grad_fn=<AddBackward0>)",
                     "tensor(36.9749, grad_fn=<MseLossBackward0>)",
                     "tensor([[121.6140]])", "tensor([[12.1614]])"],
    "detach": ["tensor(12., requires_grad=True)", "tensor(144., grad_fn=<PowBackward0>)",
               "element 0 of tensors does not require grad and does not have a grad_fn"],
    "cut_path": ["tensor([[3., 3.],\n        [3., 3.]])", "[True, True]"],
    "data_or_detach": ["tensor([0.7311, 0.8808, 0.9526], grad_fn=<SigmoidBackward0>)",
                       "tensor([0., 0., 0.], grad_fn=<SigmoidBackward0>)",
                       "is at version 1; expected version 0 instead"],
}  # fmt: skip


@pytest.mark.parametrize("name", NOTEBOOK)
def test_the_notebook_is_in_the_lessons(name):
    text = "".join(printed(ran(lesson(name).source)))
    assert [part for part in NOTEBOOK[name] if part not in text] == []
