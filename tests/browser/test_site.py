"""The static site: any web server shows it, under any path, and it needs no Python."""

import functools
import http.server
import threading

import pytest
from explorer import Explorer
from gradwalk_ui import site
from playwright.sync_api import expect


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The address of the site under a path of its own."""
    root = tmp_path_factory.mktemp("web")
    site.build(root / "course" / "gradwalk")
    handler = functools.partial(Quiet, directory=root)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/course/gradwalk/"
        server.shutdown()


def test_a_lesson_runs_through(built, open_page):
    explorer = Explorer(open_page(built)).drawn().to_the_end()
    assert explorer.printed()[-1] == "tensor([[12.1614]])"
    explorer.open_lesson(".data against .detach()").press("e")
    expect(explorer.errors).to_contain_text("modified by an inplace operation")


def test_new_code_is_refused_in_plain_words(built, open_page):
    explorer = Explorer(open_page(built)).drawn()
    explorer.run("print(1)")
    expect(explorer.notice).to_contain_text("cannot run new code")
