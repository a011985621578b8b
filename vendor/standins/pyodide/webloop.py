"""In place of Pyodide's event loop: the page asks for a reply and waits, so nothing is awaited."""


def _initialize_event_loop() -> None:
    """Do nothing."""
