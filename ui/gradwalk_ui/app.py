"""The Panel page: one explorer that fills it. The only file that imports panel.

`panel serve app.py` runs this file once for each visitor. The browser's requests come as messages
of one component and are answered by the session; programs run in worker processes, so a thread
that only waits is all they need here, and the server's event loop stays free.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar

import panel as pn
import param
from jinja2 import Template
from panel.custom import JSComponent

from gradwalk_ui import figure, joined, sandbox, session
from gradwalk_ui.answer import refused
from gradwalk_ui.static_files import directory, modules_of

STATIC = "static/extensions/gradwalk/"  # where Bokeh's server finds an extension's files
PROGRAM = "GRADWALK_PROGRAM"  # environment: the file that the page opens with
BESIDE = "GRADWALK_BESIDE"  # and the one that it is compared with
PYODIDE = "vendor/pyodide/"  # which a served page has no use for
PAGE = Path(__file__).with_name("page.html")
MOST_AT_ONCE = 64  # requests that may wait for their workers; what is beyond waits for a thread

MOST_WAITING = 8  # requests of one visitor

log = logging.getLogger(__name__)
threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="gradwalk")


class Explorer(JSComponent):
    """The explorer as a Panel component; all it says to the browser later goes by messages."""

    base = param.String(doc="where our files are, relative to the page")
    figure = param.String(doc="the empty Bokeh figure: a json item, as text")
    known = param.Dict(default={}, doc="replies the page has from the start, by request; both text")
    program = param.Dict(default=None, allow_None=True, doc="name and source to open with")

    # Panel loads this text as a Blob through a shim that would fetch and rewrite each module we
    # import; a script element has the browser load them itself, by their own addresses.
    _esm: ClassVar[str] = """
export function render({ model, el }) {
  const script = document.createElement("script");
  script.type = "module";
  script.src = new URL(`${model.base}page.js`, document.baseURI).href;
  document.head.append(script);
  const host = document.createElement("gradwalk-page");
  el.style.height = "100%";
  el.append(host);
  customElements.whenDefined("gradwalk-page").then(() => host.open(model));
  model.on("remove", () => host.close());
}
"""

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)  # type: ignore[no-untyped-call]
        self._turn = asyncio.Lock()  # one request at a time for one visitor
        self._tasks: set[asyncio.Task[None]] = set()
        self._ticket = sandbox.Ticket()  # of the request under way

    def _handle_msg(self, data: Any) -> None:
        """Take in one request; the reply follows as a message with the same number."""
        match data:
            case {"id": number, "request": {"kind": "stop"}}:
                self.stop()
                self._send_msg({"id": number, "reply": '{"kind": "stopped"}'})
            case {"id": number, "request": _} if len(self._tasks) >= MOST_WAITING:
                self._send_msg({"id": number, "reply": json.dumps(refused("server.busy"))})
            case {"id": number, "request": request}:
                self._begin(self._answer(number, request))

    def stop(self) -> None:
        """End the program under way, if there is one; its own request gets the reply."""
        self._ticket.stop()

    def _begin(self, answer: Coroutine[Any, Any, None]) -> None:
        """Answer in the background: the document's lock must be free, else no Stop came through."""
        task = asyncio.get_running_loop().create_task(answer)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, number: object, request: object) -> None:
        async with self._turn:
            self._ticket = sandbox.Ticket()
            run = partial(sandbox.run, ticket=self._ticket)
            loop = asyncio.get_running_loop()
            reply = await loop.run_in_executor(threads, answer, request, run)
        self._send_msg({"id": number, "reply": reply})


def answer(request: object, run: session.Runner) -> str:
    """Return the reply as JSON text: as data, Bokeh would wrap and check each number of it."""
    reply = session.handle(request, run)
    try:
        return as_text(reply)
    except (TypeError, ValueError):
        log.exception("a reply is no JSON")
        return json.dumps(refused("request.failed"))


def as_text(data: object) -> str:
    """Return JSON as the browser's JSON.stringify writes it."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@cache
def serve_static() -> tuple[str, ...]:
    """Let the server answer for our files, and return the modules that the page needs at once."""
    folder = directory()
    if not (folder / "vendor" / "codemirror.js").is_file():
        raise FileNotFoundError("the editor has not been built: run `npm ci && npm run build`")
    made = Path(tempfile.mkdtemp(prefix="gradwalk-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    contents = joined.read(folder, lambda name: not name.startswith(PYODIDE))
    for name, content in joined.files(contents, "page.js").items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    figure.serve_files("gradwalk", made)
    return tuple(modules_of(made, "page.js"))


@cache
def empty_figure() -> str:
    """Return the figure, the same for every visitor, as text: see `answer`."""
    return json.dumps(figure.item())


@cache
def warm_up() -> None:
    """Have a worker started and the lessons drawn by the time that a page asks for them."""
    threads.submit(session.prepare, sandbox.run)


def opening_program() -> dict[str, Any] | None:
    """Return the program that `gradwalk serve FILE` was given, or `compare`, with the other one."""
    file, other = (os.environ.get(name) for name in (PROGRAM, BESIDE))
    if not file:
        return None
    return program_in(file) | ({"beside": program_in(other)} if other else {})


def program_in(file: str) -> dict[str, Any]:
    """Return the program in a file as the page has it."""
    path = Path(file)
    return {"name": path.name, "source": path.read_text(encoding="utf-8")}


def page() -> Explorer:
    """Put an explorer into the current document and return it."""
    modules = serve_static()
    warm_up()
    base = f"{pn.state.rel_path}/{STATIC}" if pn.state.rel_path else STATIC
    explorer = Explorer(
        base=base,
        figure=empty_figure(),
        known={as_text(request): as_text(reply) for request, reply in session.opening()},
        program=opening_program(),
        sizing_mode="stretch_both",
        margin=0,
    )
    document = pn.state.curdoc
    if document is not None:
        pn.state.on_session_destroyed(lambda _session: explorer.stop())
        document.config.update(notify_connection_status=False)  # the page says it, in its language
        document.template = Template(PAGE.read_text(encoding="utf-8"))
        document.template_variables.update(gradwalk_static=base, gradwalk_modules=modules)
    return explorer


if __name__.startswith("bokeh_app_"):  # run by Panel's server, anew for each visitor
    from gradwalk_ui import app  # noqa: PLW0406 - as a module it is made but once

    app.page().servable(title="gradwalk")
