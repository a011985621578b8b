"""Questions of a lesson, such as what a line will print; its run answers them.

A question names what is to be read from the scene, never the answer itself. It is about the code
cell after it, and is to be answered before that cell is seen. docs/predict.md has its form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isnan
from typing import Any

from gradwalk_ui.limits import Refused
from gradwalk_ui.source import LANGUAGES

Row = dict[str, Any]
ANSWER = re.compile(r"^answer:[ \t]*(.*)$", re.MULTILINE)
WHY = re.compile(r"^why:[ \t]*(.*)\Z", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"^- +(.*)$", re.MULTILINE)
PRINTED = re.compile(r"printed(?: +(\d+))?")
FIELD = re.compile(r"(?P<name>\w+)\.(?P<field>grad|requires_grad|is_leaf|_version)")
LINES = {"line that saved": "saved", "line that wrote": "wrote", "line that fails": "needed"}
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|-?inf")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is written, in one language."""

    text: str
    answer: str
    options: tuple[str, ...]
    why: str


def parsed(text: str, line: int) -> Question:
    """Return a question as written, without what it means; refuse one that names no answer."""
    why = WHY.search(text)
    rest = text[: why.start()] if why else text
    answer = ANSWER.search(rest)
    if answer is None or not answer[1].strip():
        raise Refused("predict.no_answer", line=line)
    options = tuple(option.strip() for option in OPTION.findall(rest[answer.end() :]))
    asked = " ".join(answer[1].split())
    return Question(rest[: answer.start()].strip(), asked, options, why[1].strip() if why else "")


def add_questions(scene: Row) -> None:
    """Give each question of a scene what its answer is in this run, or why it cannot be asked."""
    for number, cell in enumerate(scene["cells"]):
        if cell["kind"] != "question":
            continue
        try:
            cell["question"] = question(scene, number)
        except Refused as reason:
            cell["problem"] = reason.words.row()


def question(scene: Row, number: int) -> Row:
    """Return a question with its answer; the text of the cell becomes that of the question."""
    cell = scene["cells"][number]
    line = cell["first"]
    asked = {language: parsed(cell["text"][language], line) for language in LANGUAGES}
    first = next(iter(asked.values()))
    if any(one.answer != first.answer for one in asked.values()):
        raise Refused("predict.answers_differ", line=line)
    if len({len(one.options) for one in asked.values() if one.options}) > 1:
        raise Refused("predict.options_differ", line=line)
    target = next((i for i in range(number, len(scene["cells"])) if code(scene, i)), None)
    if target is None:
        raise Refused("predict.no_cell", line=line)
    found = answer(scene, target, first.answer, line)
    some = next((one.options for one in asked.values() if one.options), ())
    options = [
        {each: (one.options or some)[place] for each, one in asked.items()}
        for place in range(len(some))
    ]
    cell["text"] = {language: one.text for language, one in asked.items()}
    return {
        **(found if not options else chosen(found, some, line)),
        "cell": target,
        "moment": before(scene, target),
        "options": options,
        "why": {language: one.why for language, one in asked.items()},
    }


def code(scene: Row, number: int) -> bool:
    """Whether a cell is code."""
    return bool(scene["cells"][number]["kind"] == "code")


def before(scene: Row, target: int) -> int:
    """Return the last moment before a cell; the first where there is none."""
    moments = scene["moments"]
    return max(sum(1 for moment in moments if moment["cell"] < target) - 1, 0)


def answer(scene: Row, target: int, asked: str, line: int) -> Row:
    """Return what a run gives for a question: the form of its answer, and the answer."""
    if match := PRINTED.fullmatch(asked):
        return text(printed(scene, target, int(match[1] or 1)), asked, line)
    if match := FIELD.fullmatch(asked):
        return field(scene, target, match["name"], match["field"], line)
    errors = [error for error in scene["errors"] if error["cell"] == target]
    if asked == "fails":
        return {"form": "yes", "truth": bool(errors)}
    told = [*errors, *(silent for silent in scene["silent"] if silent["cell"] == target)]
    if asked == "node that fails":
        nodes = [node for error in errors for node in error["nodes"][:1]]
        return one_of("node", nodes, asked, line)
    if asked in LINES:
        lines = [row["lines"][LINES[asked]] or row["line"] for row in told]
        return one_of("line", lines, asked, line)
    raise Refused("predict.unknown", line=line, answer=asked)


def printed(scene: Row, target: int, place: int) -> str | None:
    """Return what a cell printed, by its place among all that it printed."""
    pieces = [row for row in scene["output"] if row["cell"] == target and row["stream"] != "error"]
    return str(pieces[place - 1]["text"]).strip() if 0 < place <= len(pieces) else None


def field(scene: Row, target: int, name: str, wanted: str, line: int) -> Row:
    """Return an attribute of a tensor by its name, as it is after a cell."""
    moment = sum(1 for each in scene["moments"] if each["cell"] <= target) - 1
    nodes = [
        node
        for node in scene["nodes"]
        if node["kind"] == "tensor" and name in (state(scene, node["id"], "names", moment) or ())
    ]
    if not nodes:
        raise Refused("predict.nothing", line=line, answer=f"{name}.{wanted}")
    node = nodes[-1]
    if wanted == "is_leaf":
        return {"form": "yes", "truth": node["leaf"]}
    now = state(scene, node["id"], {"_version": "version"}.get(wanted, wanted), moment)
    if wanted == "requires_grad":
        return {"form": "yes", "truth": bool(now)}
    if wanted == "_version":
        return text(str(now or 0), wanted, line)
    return text("None" if now is None else scene["values"][now]["text"], wanted, line)


def state(scene: Row, node: str, wanted: str, moment: int) -> Any:
    """Return the state of a field at a moment."""
    entries = scene["changes"].get(node, {}).get(wanted, [])
    return next((value for k, value in reversed(entries) if k <= moment), None)


def text(found: str | None, asked: str, line: int) -> Row:
    """Return an answer to be typed."""
    if found is None:
        raise Refused("predict.nothing", line=line, answer=asked)
    return {"form": "text", "truth": found}


def one_of(form: str, found: list[Any], asked: str, line: int) -> Row:
    """Return the first of what was found as the answer."""
    if not found:
        raise Refused("predict.nothing", line=line, answer=asked)
    return {"form": form, "truth": found[0]}


def chosen(found: Row, options: tuple[str, ...], line: int) -> Row:
    """Return the answer as one of the options; refuse where not just one of them is right."""
    truth = {True: "yes", False: "no"}.get(found["truth"], found["truth"])
    right = [place for place, option in enumerate(options) if alike(option, str(truth))]
    if len(right) != 1:
        key = "predict.several_right" if right else "predict.none_right"
        raise Refused(key, line=line, truth=str(truth))
    return {"form": "choice", "truth": right[0]}


def alike(option: str, truth: str) -> bool:
    """Whether an option says what the run gives, however it is set."""
    return [*squeezed(option)] == [*squeezed(truth)] or (
        numbers(option) == numbers(truth) != [] and words(option) == words(truth)
    )


def squeezed(said: str) -> str:
    """Return a text without its spaces and code marks."""
    return re.sub(r"[\s`]", "", said)


def numbers(said: str) -> list[float | None]:
    """Return the numbers in a text; None is what is none, and equal to itself."""
    found = map(float, NUMBER.findall(said))
    return [None if isnan(each) else each for each in found]


def words(said: str) -> str:
    """Return what is left of a text without its numbers, and without how tensors are printed."""
    return re.sub(r"[\s`()\[\]]", "", NUMBER.sub("", said.removeprefix("tensor")))
