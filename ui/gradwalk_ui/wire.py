"""A reply as the bytes that go over a pipe or to a page, whatever became of it.

Nothing is raised here: where there is no reply that could be sent, what is sent says so.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable

from gradwalk_ui.answer import Reply, refused

LONGEST_REPLY = 64_000_000  # bytes of JSON


def encoded(reply: Callable[[], Reply]) -> bytes:
    """Return the reply that a call makes, as JSON on one line."""
    try:
        text = json.dumps(reply(), allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        data = text.encode(errors="replace")  # a program may print half of a surrogate pair
    except MemoryError:
        return dumped(refused("limit.memory_scene"))
    except Exception:  # noqa: BLE001 - a fault of ours: the server logs it, and so does the page
        return dumped({**refused("request.failed"), "fault": traceback.format_exc()})
    return data if len(data) <= LONGEST_REPLY else dumped(refused("limit.scene"))


def dumped(reply: Reply) -> bytes:
    """Return a short reply as JSON."""
    return json.dumps(reply).encode()
