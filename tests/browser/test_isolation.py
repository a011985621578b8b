"""A hostile program in the page: what is the page's, and what is elsewhere, stays out of its reach.

The list of modules keeps honest programs from what cannot work. These go round it, as one can in
Python, and reach the browser's own objects; the wall is the frame's origin and its policy.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import NOTEBOOK_TITLE, ODD
from explorer import SECONDS, Explorer
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
    "a service worker": "js.navigator.serviceWorker.register('{page}')",
    "what is kept": "js.caches.keys()",
    "files of the site": "js.navigator.storage.getDirectory()",
    "cookies": "js.cookieStore.getAll()",
    "another worker": "js.Worker.new('blob:null/1')",
    "a shared worker": "js.SharedWorker.new('{page}')",
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
js.BroadcastChannel.new("bank").postMessage("hello")
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
  new BroadcastChannel("bank").onmessage = ({{ data }}) => heard.push(data);
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


GREEDY = {
    "memory": "kept = []\nwhile True:\n    kept.append(bytearray(50_000_000))\n",
    "a loop that holds on": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
    ),
    "the interpreter's end": REACH + "modules['os'].abort()\n",
}


def test_a_greedy_program_ends_and_the_page_goes_on(built, browser):
    page = browser.new_context(service_workers="block", locale="en-US").new_page()
    page.goto(f"{built}explorer.html")
    explorer = Explorer(page).drawn()
    for name, program in GREEDY.items():
        explorer.run(program)
        told = explorer.output.locator(".card").or_(explorer.notice)
        expect(told.first, name).to_be_visible()
        expect(explorer.editor).to_contain_text(program.splitlines()[0])
        explorer.run("print(1 + 1)")
        if explorer.notice.is_visible():  # the worker had ended, and another is there now
            explorer.run("print(1 + 1)")
        assert explorer.printed() == ["2"], name
    page.context.close()


def test_text_of_a_notebook_stays_text(built, open_page):
    page = open_page(built)
    expect(page.get_by_text(NOTEBOOK_TITLE).first).to_be_visible()
    page.get_by_role("link", name="onerror").click()
    explorer = Explorer(page).drawn()
    expect(page.locator(".lesson-text")).to_contain_text("<script>taken()</script>")
    assert NOTEBOOK_TITLE in page.title()
    assert explorer.to_the_end().printed() == [ODD]
    explorer.select("שלום")
    expect(explorer.inspector.locator("h2")).to_have_text("שלום")
    assert explorer.width_of_content() <= 1280
