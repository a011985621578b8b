"""In place of asyncio, which Pyodide imports while it starts, and whose loop nothing here runs.

Each promise of the page's that comes to Python is given a future that nobody awaits.
"""


class Future:
    """What a promise would tell its result."""

    def set_result(self, result: object) -> None:
        """Forget it."""

    set_exception = add_done_callback = remove_done_callback = set_result

    def done(self) -> bool:
        """Return that it is not: nothing is told."""
        return False

    cancelled = done


class Loop:
    """What futures are made by."""

    def create_future(self) -> Future:
        """Return a new one."""
        return Future()


def get_event_loop() -> Loop:
    """Return the loop, which never turns."""
    return Loop()
