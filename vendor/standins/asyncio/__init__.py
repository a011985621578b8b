"""In place of asyncio, which Pyodide imports while it starts, and whose loop nothing here runs."""


def get_event_loop() -> None:
    """Return no loop: Pyodide asks for it at each promise, and needs it to await one only."""
