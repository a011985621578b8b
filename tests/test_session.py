"""Requests and replies: plain data both ways, and never an exception."""

import json

import pytest
from gradwalk_ui import answer, lessons, session


def here(request):
    return answer.answer(request)


def test_lessons_are_listed_in_their_order():
    reply = session.handle({"kind": "lessons", "language": "zh"}, here)
    assert reply["kind"] == "lessons"
    assert [each["id"] for each in reply["lessons"]][:2] == ["single_layer", "leaves_and_roots"]
    for each in reply["lessons"]:
        more = {"beside"} if each["id"] == "data_or_detach" else set()
        assert set(each) == {"id", "title", "summary"} | more
        assert set(each["title"]) == set(each["summary"]) == {"en", "zh"}
        assert all(each["title"].values())


@pytest.mark.parametrize("each", lessons.lessons(), ids=lambda lesson: lesson.id)
def test_each_lesson_has_a_scene(each):
    reply = session.handle({"kind": "lesson", "id": each.id}, here)
    assert reply["kind"] == "scene"
    assert reply["lesson"]["title"] == each.title
    assert reply["scene"]["source"] == each.source
    assert reply["scene"]["nodes"]


def test_a_lesson_is_run_once(monkeypatch):
    monkeypatch.setattr(session, "drawn", {})
    asked = []

    def count(request):
        asked.append(request["name"])
        return here(request)

    first = session.handle({"kind": "lesson", "id": "detach"}, count)
    assert session.handle({"kind": "lesson", "id": "detach"}, count) == first
    assert len(asked) == 1


def test_a_lesson_that_could_not_be_drawn_is_tried_again(monkeypatch):
    monkeypatch.setattr(session, "drawn", {})
    busy = answer.refused("server.busy")
    assert session.handle({"kind": "lesson", "id": "detach"}, lambda _: busy) == busy
    assert session.handle({"kind": "lesson", "id": "detach"}, here)["kind"] == "scene"


def test_a_program_has_a_scene():
    reply = session.handle({"kind": "run", "source": "print(1)", "error_style": "classic"}, here)
    assert reply["kind"] == "scene"
    assert reply["scene"]["output"][0]["text"] == "1\n"


@pytest.mark.parametrize(
    "request_",
    [
        None,
        [],
        "run",
        {},
        {"kind": "run"},
        {"kind": "run", "source": 3},
        {"kind": "run", "source": "x", "error_style": "loud"},
        {"kind": "run", "source": "x", "error_style": []},
        {"kind": "run", "source": "x", "name": 3},
        {"kind": "lesson"},
        {"kind": "lesson", "id": 3},
        {"kind": "lesson", "id": "../program"},
        {"kind": "quit"},
    ],
)
def test_what_makes_no_sense_is_refused(request_):
    reply = session.handle(request_, here)
    assert reply["kind"] == "refused"
    assert reply["reason"]["key"] in ("request.bad", "request.no_lesson")
    json.dumps(reply)


def test_a_fault_of_ours_is_words_too(caplog):
    def broken(_request):
        raise RuntimeError("ours")

    reply = session.handle({"kind": "run", "source": "x"}, broken)
    assert reply == {"kind": "refused", "reason": {"key": "request.failed", "args": {}}}
    assert "ours" in caplog.text


def test_what_a_page_asks_first_is_at_hand_once_drawn(monkeypatch):
    monkeypatch.setattr(session, "drawn", {})
    assert [request["kind"] for request, _ in session.opening()] == ["lessons"]
    session.prepare(here)
    for request, reply in session.opening():
        assert session.handle(request, run=None) == reply
    assert [request["kind"] for request, _ in session.opening()] == ["lessons", "lesson"]
