"""A web server as simple as they come, for folders of files: no headers of ours, no compression.

What it serves can be spoiled, as a network or a careless upload would: see the functions below.
"""

import functools
import http.server
import re
import threading
from contextlib import contextmanager


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; `faults` are patterns of paths, each with what happens to such a file."""

    def __init__(self, *args, faults=None, **options):
        self.faults = faults or {}
        super().__init__(*args, **options)

    def do_GET(self):
        found = [act for pattern, act in self.faults.items() if re.search(pattern, self.path)]
        if found:
            found[0](self, self.content())
        else:
            super().do_GET()

    def content(self):
        with open(self.translate_path(self.path), "rb") as file:  # noqa: PTH123 - as its base has it
            return file.read()

    def reply(self, content, length=None):
        """Send a content, and say that it is of this length."""
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class Open(Quiet):
    """One whose files may be asked for from everywhere."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


def missing(handler, _content):
    handler.send_error(404)


def corrupt(handler, content):
    """The right length, and one byte that is not as it was."""
    middle = len(content) // 2
    handler.reply(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])


def cut(handler, content):
    """The connection ends half-way."""
    handler.reply(content[: len(content) // 2], len(content))
    handler.close_connection = True


def once(act):
    """Only the first time."""
    left = [act]

    def spoil(handler, content):
        (left.pop() if left else Quiet.reply)(handler, content)

    return spoil


def instead(text):
    """Another text in its place."""
    return lambda handler, _content: handler.reply(text.encode())


@contextmanager
def shown(folder, faults=None, kind=Quiet):
    """Serve a folder; the address is that of its root."""
    handler = functools.partial(kind, directory=folder, faults=faults)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
