"""A served explorer and a real browser that looks at it.

Every page opened here fails its test on an error in the console, and on any request to a host that
is not our server.
"""

from urllib.parse import urlsplit

import chromium
import pytest
from explorer import Explorer
from playwright.sync_api import sync_playwright
from served import start_server, stop_server


@pytest.fixture(scope="session")
def address():
    """The address of the server that most tests share."""
    server, address = start_server()
    yield address
    stop_server(server)


@pytest.fixture
def serve():
    """Start a server of one's own; ended with the test."""
    servers = []

    def begin(*arguments):
        server, address = start_server(*arguments)
        servers.append(server)
        return address

    yield begin
    for server in servers:
        stop_server(server)


@pytest.fixture(scope="session")
def browser():
    """The Chromium of this machine."""
    path = chromium.find()
    assert path, "no Chromium found: see tests/browser/chromium.py"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Open an address in a browser of its own; what goes wrong there is looked at in the end."""
    contexts, wrong = [], []

    def begin(address, *, width=1280, height=800, language="en-US", scheme="light", still=True):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme=scheme,
            reduced_motion="reduce" if still else "no-preference",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        host = urlsplit(address).netloc
        page.on("pageerror", lambda error: wrong.append(f"uncaught: {error}"))
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.on("request", lambda request: note_foreign(request, host, wrong))
        page.on("websocket", lambda socket: note_foreign(socket, host, wrong))
        page.goto(address)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert wrong == []


def note_foreign(request, host, wrong):
    """Write down a request that leaves our server."""
    parts = urlsplit(request.url)
    if parts.scheme not in {"data", "blob"} and parts.netloc != host:
        wrong.append(f"a request to another host: {request.url}")


@pytest.fixture
def explorer(address, open_page):
    """The explorer on the shared server, with its first lesson drawn."""
    return Explorer(open_page(address)).drawn()


@pytest.fixture
def explore(address, open_page):
    """The same, with the browser's language, size or scheme chosen."""
    return lambda **choices: Explorer(open_page(address, **choices)).drawn()
