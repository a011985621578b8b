"""Start and stop a server of the explorer, as `gradwalk serve` does it."""

import subprocess
import sys

# As the installed command does it, yet with this Python and what it can import.
GRADWALK = (sys.executable, "-c", "import sys; from gradwalk_ui.cli import main; sys.exit(main())")


def start_server(*arguments, command=GRADWALK, **options):
    """A `gradwalk serve` on a free port, and its address once it answers."""
    server = subprocess.Popen(
        [*command, "serve", "--port", "0", *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )
    line = server.stdout.readline()
    address = next((word for word in line.split() if word.startswith("http://")), None)
    if address is None:
        stop_server(server)
        raise RuntimeError(f"the server did not start: {line!r}")
    return server, address


def stop_server(server):
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()
