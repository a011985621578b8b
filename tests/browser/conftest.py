"""The explorer on both of its hosts, and a real browser that looks at it.

What asks for `explorer` or `explore` runs twice: on a page that Panel serves, and on the static
site, where Python is in the page. Every page opened here fails its test on an error in the console,
and on any request to a host that is not our server.
"""

import json
from collections import defaultdict
from urllib.parse import urlsplit

import chromium
import firefox
import pytest
from explorer import Explorer
from gradwalk_ui import site
from playwright.sync_api import expect, sync_playwright
from served import start_server, stop_server
from web import shown

# Nothing but the built site's main journey needs a second browser: it is there where one is.
collect_ignore = [] if firefox.find() else ["test_firefox.py"]

expect.set_options(
    timeout=15_000
)  # a busy machine is slow, and waiting costs nothing where it is not


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers():
    """One more than there are processors: these tests wait for the clock as well, in animations."""
    return (yield) + 1


@pytest.fixture(scope="session", params=["served", "static"])
def host(request):
    """Where Python is: on a server, or in the page."""
    return request.param


@pytest.fixture(scope="session")
def address(host, request):
    """The address of the explorer that most tests share, on its first lesson."""
    if host == "served":
        return request.getfixturevalue("served")
    return request.getfixturevalue("built") + "lessons/single_layer.html"


@pytest.fixture(scope="session")
def served():
    """The address of a server."""
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
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """The Chromium of this machine."""
    path = chromium.find()
    assert path, "no Chromium found: see tests/browser/chromium.py"
    browser = playwright.chromium.launch(executable_path=path, args=list(chromium.TEST_FLAGS))
    yield browser
    browser.close()


OWN = """\
# %% [markdown]
# # Twice `x`
#
# A program of one's own.

# %%
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * 2).sum().backward()
print(x.grad)
"""


NOTEBOOK_TITLE = "<img src=x onerror=taken()> \u202emoc 😀"
ODD = "<b>\u200b\u202egnirts\u202c &amp; 😀 שלום</b>"
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {"cell_type": "markdown", "source": f"# {NOTEBOOK_TITLE}\n\n<script>taken()</script> text"},
        {
            "cell_type": "code",
            "source": "import torch\nשלום = torch.ones(2, requires_grad=True)\n"
            f"z = שלום * 2\nprint({ODD!a})\n",
        },
    ],
}


@pytest.fixture(scope="session")
def course_root(tmp_path_factory):
    """A course's folder with a site in it, and its address: a path of a server that knows nothing
    of us."""
    root = tmp_path_factory.mktemp("web")
    own = [site.Own("twice.py", OWN), site.Own("odd.ipynb", json.dumps(NOTEBOOK))]
    problems = site.build(root / "course" / "gradwalk", own)
    assert problems == []
    with shown(root) as address:
        yield root / "course", f"{address}course/"


@pytest.fixture(scope="session")
def built(course_root):
    """The address of that site."""
    return f"{course_root[1]}gradwalk/"


class Contexts:
    """Contexts of the browser that tests use one after another.

    A page's files stay in the browser from one to the next, which is half of what opening it costs;
    what a reader's visit leaves behind (settings, drafts) does not.
    """

    def __init__(self, browser):
        self.browser = browser
        self.free = defaultdict(list)

    def take(self, **choices):
        """A context of these choices that nobody uses now."""
        key = tuple(sorted(choices.items()))
        if self.free[key]:
            return key, self.free[key].pop()
        width, height = choices.pop("width"), choices.pop("height")
        context = self.browser.new_context(viewport={"width": width, "height": height}, **choices)
        context.set_default_timeout(15_000)
        return key, context

    def give_back(self, key, context, origins):
        """Forget what pages of these origins remember, and close them."""
        blank = context.new_page()
        session = context.new_cdp_session(blank)
        kinds = "cookies,local_storage,indexeddb,websql,file_systems"
        for origin in origins:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds})
        for page in context.pages:
            page.close()
        self.free[key].append(context)


@pytest.fixture(scope="session")
def contexts(browser):
    return Contexts(browser)


class Visits:
    """Pages opened in the browser, and all that went wrong in them."""

    def __init__(self, contexts):
        self.contexts = contexts
        self.taken = []
        self.origins = set()
        self.wrong = []

    def open(
        self, address, *, width=1280, height=800, language="en-US", scheme="light", still=True,
        listen=None, known=(),
    ):  # fmt: skip
        """Open an address in a context of its own: nothing is remembered from other visits.

        `known` are words of complaints that the page would make without us.
        """
        motion = "reduce" if still else "no-preference"
        key, context = self.contexts.take(
            width=width, height=height, locale=language, color_scheme=scheme, reduced_motion=motion
        )
        self.taken.append((key, context))
        page = context.new_page()
        host = urlsplit(address).netloc
        self.origins.add(f"{urlsplit(address).scheme}://{host}")
        page.on("pageerror", lambda error: self.note(f"uncaught: {error}", known))
        page.on("console", lambda said: said.type == "error" and self.note(said.text, known))
        page.on("request", lambda request: self.note_foreign(request.url, host))
        page.on("websocket", lambda socket: self.note_foreign(socket.url, host))
        for event, hear in (listen or {}).items():
            page.on(event, hear)
        page.goto(address)
        return page

    def note(self, text, known):
        """Write down a complaint."""
        if not any(words in text for words in known):
            self.wrong.append(text)

    def note_foreign(self, url, host):
        """Write down a request that leaves our server."""
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != host:
            self.wrong.append(f"a request to another host: {url}")

    def check(self):
        """Fail on what went wrong since the last check."""
        wrong, self.wrong = self.wrong, []
        assert wrong == []

    def close(self):
        for key, context in self.taken:
            self.contexts.give_back(key, context, self.origins)


@pytest.fixture
def open_page(contexts):
    """Open an address in a context of its own; what goes wrong there is looked at in the end."""
    visits = Visits(contexts)
    yield visits.open
    try:
        visits.check()
    finally:
        visits.close()


@pytest.fixture(scope="session")
def opened():
    """For each host the page that the tests use in turn, whatever file they are in, and its visit.

    Python in the page is started once for all of them.
    """
    pages = {}
    yield pages
    for _, visits in pages.values():
        visits.close()


@pytest.fixture
def explorer(host, address, contexts, opened):
    """The explorer as it opens: on its first lesson, in English."""
    if host not in opened:
        visits = Visits(contexts)
        opened[host] = Explorer(visits.open(address)).drawn(), visits
    explorer, visits = opened[host]
    visits.wrong.clear()  # of a test that has failed
    yield explorer.afresh()
    visits.check()


@pytest.fixture
def explore(address, open_page):
    """An explorer of one's own, with the browser's language, size or scheme chosen."""
    return lambda **choices: Explorer(open_page(address, **choices)).drawn()
