"""Questions about a program that was drawn: it runs again, and the answer is data for the page.

static/answer.schema.json is the contract of the answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk_ui.check import check
from gradwalk_ui.limits import Refused
from gradwalk_ui.why import why

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradwalk_ui.limits import Limits, Progress
    from gradwalk_ui.program import Program

Question = dict[str, Any]
QUESTIONS: dict[str, Callable[[Program, Question, Limits, Progress | None], dict[str, Any]]] = {
    "check": check,
    "why": why,
}


def answer(
    read: Program, question: object, limits: Limits, progress: Progress | None
) -> dict[str, Any]:
    """Return the answer to a question about a program; refuse what is none."""
    kind = question.get("question") if isinstance(question, dict) else None
    if not isinstance(question, dict) or kind not in QUESTIONS:
        raise Refused("request.bad")
    return {"kind": "answer", "answer": QUESTIONS[kind](read, question, limits, progress)}
