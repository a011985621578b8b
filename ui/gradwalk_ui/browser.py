"""What the page's worker calls in a browser: one request's text in, one reply's text out.

There the page is its own sandbox, so programs run right here, one after the other, in one
interpreter; `fresh` sees to it that each finds everything as the first did.
"""

from __future__ import annotations

import json

from gradwalk_ui import allowed, fresh, session
from gradwalk_ui.answer import answer
from gradwalk_ui.wire import encoded

allowed.preload()
as_it_was = fresh.remember()


def reply(request: str) -> str:
    """Return the reply to a request."""
    data = encoded(lambda: session.handle(json.loads(request), answer))
    fresh.restore(as_it_was)
    return data.decode()
