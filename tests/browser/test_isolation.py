"""A hostile program in the page: what is the page's, and what is elsewhere, stays out of its reach.

The list of modules keeps honest programs from what cannot work. These go round it, as one can in
Python, and reach the browser's own objects; the wall is the frame's origin and its policy.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from explorer import SECONDS
from playwright.sync_api import expect

# Every module that is loaded hangs on some other one.
REACH = """\
import random
modules = random._os.sys.modules
js = modules["importlib"].import_module("js")
from_js = modules["importlib"].import_module("pyodide.ffi").to_js
"""
TRIES = {
    "document": "js.document.cookie",
    "window": "js.window.location.href",
    "parent": "js.parent.document.cookie",
    "storage": "js.localStorage.getItem('secret')",
    "session storage": "js.sessionStorage.getItem('secret')",
    "database": "js.indexedDB.open('secret')",
    "the page's file": "get('{page}')",
    "a foreign host": "get('{foreign}')",
    "new code": "js.eval('1 + 1')",
    "new code by Function": "js.Function.new('return 1')()",
    "a script": "js.importScripts('{page}')",
}
PROGRAM = """\
{reach}
def get(url):
    request = js.XMLHttpRequest.new()
    request.open("GET", url, False)
    request.send()
    return request.status

print("origin", js.self.origin)
for name, attempt in {tries!r}.items():
    try:
        print("REACHED", name, {evaluate})
    except BaseException as error:
        print("kept from", name)
# What these ask for comes, or not, when the program is over.
js.fetch("{foreign}/fetched")
js.WebSocket.new("{foreign}/socket".replace("http", "ws"))
js.EventSource.new("{foreign}/events")
print("done")
"""
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Bank</title>
<link rel="icon" href="data:,"><script type="module" src="gradwalk/gradwalk.js"></script>
</head><body>
<script>
  document.cookie = "secret=cookie";
  localStorage.setItem("secret", "stored");
  window.heard = [];
  addEventListener("message", ({{ data }}) => heard.push(data));
  indexedDB.open("secret");
</script>
<grad-walk id="a">
{program}
</grad-walk></body></html>"""


@pytest.fixture
def foreign():
    """A host that writes down who asked it for something."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def hostile(page, foreign):
    tries = {name: text.format(page=page, foreign=foreign) for name, text in TRIES.items()}
    return PROGRAM.format(
        reach=REACH,
        tries=tries,
        foreign=foreign,
        evaluate='modules["builtins"].eval(attempt, globals_now)',
    ).replace('print("origin"', 'globals_now = {"js": js, "get": get}\nprint("origin"')


def test_a_hostile_program_reaches_neither_the_page_nor_any_host(course_root, browser, foreign):
    folder, address = course_root
    host, asked = foreign
    program = hostile(f"{address}gradwalk/site.json", host)
    escaped = program.replace("&", "&amp;").replace("<", "&lt;")
    (folder / "bank.html").write_text(PAGE.format(program=escaped), encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto(f"{address}bank.html")
    page.locator("#a button.run").click()
    output = page.locator("#a").get_by_role("log")
    expect(output).to_contain_text("done", timeout=90 * SECONDS)
    said = output.inner_text()
    assert "origin null" in said
    assert "REACHED" not in said, json.dumps(said)
    for name in TRIES:
        assert f"kept from {name}" in said
    page.wait_for_timeout(1000)
    assert asked == []
    assert page.evaluate("heard") == []
    page.context.close()
