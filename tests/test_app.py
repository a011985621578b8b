"""The Panel page: its requests, its files, and that it asks nobody but its own server."""

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from gradwalk_ui import app, sandbox, static_files

APP = Path(app.__file__)


def held(talk):
    """Run a conversation on a loop of its own; the browser tests may hold this thread's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, talk).result()


class Browser:
    """The other end of an explorer's messages."""

    def __init__(self, monkeypatch):
        self.got = []
        self.explorer = app.Explorer(base="", figure="{}")
        monkeypatch.setattr(self.explorer, "_send_msg", self.got.append)

    def send(self, data):
        self.explorer._handle_msg(data)

    def replies(self):
        return {message["id"]: json.loads(message["reply"]) for message in self.got}

    async def until(self, count):
        deadline = time.monotonic() + 30
        while len(self.got) < count:
            assert time.monotonic() < deadline, f"only {len(self.got)} replies"
            await asyncio.sleep(0.01)
        return self.replies()


@pytest.fixture
def browser(monkeypatch):
    return Browser(monkeypatch)


def test_requests_are_answered_under_their_numbers(browser):
    async def talk():
        browser.send({"id": 1, "request": {"kind": "lessons"}})
        browser.send({"id": 2, "request": {"kind": "run", "source": "print(6 * 7)"}})
        browser.send({"id": 3, "request": {"kind": "no such thing"}})
        return await browser.until(3)

    replies = held(talk())
    assert len(replies[1]["lessons"]) >= 8
    assert replies[2]["scene"]["output"][0]["text"] == "42\n"
    assert replies[3] == {"kind": "refused", "reason": {"key": "request.bad", "args": {}}}


@pytest.mark.parametrize(
    "data", [None, 7, "text", [], {}, {"id": 1}, {"request": {"kind": "lessons"}}]
)
def test_what_is_no_request_gets_no_reply_and_does_no_harm(browser, data):
    async def talk():
        browser.send(data)
        browser.send({"id": 9, "request": {"kind": "lessons"}})
        return await browser.until(1)

    assert list(held(talk())) == [9]


def test_the_server_is_free_while_a_program_runs_and_stop_ends_it(browser):
    async def talk():
        endless = "import torch\nx = torch.ones(1)\nwhile True:\n    y = sum(range(1000))\n"
        browser.send({"id": 1, "request": {"kind": "run", "source": endless}})
        longest, before = 0.0, time.monotonic()
        for _ in range(60):
            await asyncio.sleep(0.01)
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
        assert browser.got == [], "it is still running"
        browser.send({"id": 2, "request": {"kind": "stop"}})
        assert browser.replies()[2] == {"kind": "stopped"}, "Stop does not wait for its turn"
        return longest, await browser.until(2)

    longest, replies = held(talk())
    assert longest < 0.5
    assert replies[1]["scene"]["stopped"]["key"] == "limit.stopped"


def test_one_visitor_has_one_program_at_a_time(browser, monkeypatch):
    running, most = 0, 0

    def run(request, ticket):
        nonlocal running, most
        assert ticket.stopped is False
        running += 1
        most = max(most, running)
        time.sleep(0.03)
        running -= 1
        return {"kind": "scene", "scene": {"source": request["source"]}}

    monkeypatch.setattr(sandbox, "run", run)

    async def talk():
        for number in range(5):
            request = {"kind": "run", "source": str(number)}
            browser.send({"id": number, "request": request})
        return await browser.until(5)

    replies = held(talk())
    assert most == 1
    assert [replies[number]["scene"]["source"] for number in range(5)] == list("01234")


def test_a_flood_of_requests_is_refused_and_the_rest_answered(browser, monkeypatch):
    monkeypatch.setattr(sandbox, "run", lambda _request, **_: {"kind": "scene", "scene": {}})

    async def talk():
        for number in range(20):
            browser.send({"id": number, "request": {"kind": "run", "source": ""}})
        return await browser.until(20)

    kinds = [reply["kind"] for _, reply in sorted(held(talk()).items())]
    assert kinds == ["scene"] * app.MOST_WAITING + ["refused"] * (20 - app.MOST_WAITING)


@pytest.mark.parametrize("odd", [{1, 2}, float("nan")])
def test_a_reply_that_is_no_json_is_still_a_reply(browser, monkeypatch, odd):
    monkeypatch.setattr(sandbox, "run", lambda _request, **_: {"kind": "scene", "scene": odd})

    async def talk():
        browser.send({"id": 1, "request": {"kind": "run", "source": ""}})
        return await browser.until(1)

    assert held(talk())[1]["reason"]["key"] == "request.failed"


def test_the_program_to_open_with_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.delenv(app.PROGRAM, raising=False)
    assert app.opening_program() is None
    file = tmp_path / "mine.py"
    file.write_text("x = '张量'\n", encoding="utf-8")
    monkeypatch.setenv(app.PROGRAM, str(file))
    assert app.opening_program() == {"name": "mine.py", "source": "x = '张量'\n"}


def test_a_missing_editor_is_told_with_its_remedy(monkeypatch, tmp_path):
    (tmp_path / "explorer.js").touch()
    monkeypatch.setattr(app, "directory", lambda: tmp_path)
    app.serve_static.cache_clear()
    with pytest.raises(FileNotFoundError, match="npm run build"):
        app.serve_static()
    app.serve_static.cache_clear()


def test_the_files_are_found_beside_the_source_and_in_a_wheel(monkeypatch, tmp_path):
    found = static_files.directory()
    assert (found / "explorer.js").is_file()
    installed = tmp_path / "site-packages" / "gradwalk_ui"
    monkeypatch.setattr(static_files, "_HERE", installed)
    with pytest.raises(FileNotFoundError, match=r"explorer\.js"):
        static_files.directory()
    (installed / "static").mkdir(parents=True)
    (installed / "static" / "explorer.js").touch()
    assert static_files.directory() == installed / "static"


@pytest.fixture(scope="module", params=["", "some/where"])
def served(request):
    """The page as `panel serve` gives it, with and without a prefix: its address and its text."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--address", "127.0.0.1", "--prefix", request.param]
    server = subprocess.Popen([sys.executable, "-m", "panel", "serve", str(APP), *options])
    address = f"http://127.0.0.1:{port}/{request.param}/app".replace("//app", "/app")
    try:
        yield address, wait_for(address)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address):
    deadline = time.monotonic() + 60
    while True:
        try:
            return get(address)[1].decode()
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.2)


def get(address):
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
        return answer.headers.get_content_type(), answer.read()


def test_the_page_names_no_foreign_host_and_all_it_names_is_there(served):
    address, text = served
    assert "<title>gradwalk</title>" in text
    assert 'name="viewport"' in text
    named = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert [url for url in named if url.startswith(("http:", "https:", "//"))] == []
    ours = [url for url in named if "/gradwalk/" in url]
    assert {
        "favicon.svg",
        "explorer.css",
        "page.js",
        "joined.js",
        "en.json",
    } <= {url.rpartition("/")[2] for url in ours}
    for url in ours:
        kind, content = get(urllib.parse.urljoin(address, url))
        assert content
        if url.endswith(".js"):
            assert kind in ("text/javascript", "application/javascript")
