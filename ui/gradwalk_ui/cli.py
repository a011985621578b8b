"""The `gradwalk` command: serve the page, or run one's own file and print what it did.

`run`, `trace` and `scene` run a file of one's own, in this process and without the limits on
imports that visitors of a server have.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gradwalk_ui import program, session
from gradwalk_ui.limits import LONGEST_FILE, OWN_FILE, UNLIMITED, Refused, Words
from gradwalk_ui.static_files import directory

if TYPE_CHECKING:
    from gradwalk_ui.site import Problem

APP = Path(__file__).with_name("app.py")
PROGRAM = "GRADWALK_PROGRAM"  # environment: the file that the page opens with
BESIDE = "GRADWALK_BESIDE"  # and the one that it is compared with


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.do(chosen))
    except Refused as refused:
        return complain(message(refused))
    except BrokenPipeError:  # as in `gradwalk trace FILE | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what Python still wants to flush
        return 0
    except OSError as error:
        return complain(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="gradwalk", description="See autograd happen.")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    serve_it = commands.add_parser("serve", help="serve the page in which graphs are explored")
    serve_it.add_argument("file", nargs="?", type=Path, help="program to open with (.py, .ipynb)")
    serve_it.set_defaults(do=serve, beside=None)
    add_address(serve_it)
    add_compare(commands.add_parser("compare", help="show two programs beside one another"))
    build_it = commands.add_parser("build", help="make a static site: lessons that need no server")
    add_choices(build_it)
    add_export(commands.add_parser("export", help="make one file of a program: page or picture"))
    torch_it = commands.add_parser("torch", help="run a program under real PyTorch and show it")
    torch_it.add_argument("file", type=Path, help="a .py file, in cells or not, or an .ipynb")
    torch_it.add_argument("-o", "--output", type=Path, help="the HTML file; else one is opened")
    torch_it.set_defaults(do=real)
    for name, do, text in (
        ("run", run, "run a program and print what it prints"),
        ("trace", trace, "run a program and print what autograd did, one event a line"),
        ("scene", scene, "run a program and print its scene as JSON"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("file", type=Path, help="a .py file, in cells or not, or an .ipynb")
        older = command.add_argument(
            "--classic", dest="style", action="store_const", const="classic"
        )
        older.help = "word errors as PyTorch did before 2.13"
        command.set_defaults(do=do, style="2.13")
    return made


def add_compare(compare_it: argparse.ArgumentParser) -> None:
    """Add which two programs are shown."""
    compare_it.add_argument("beside", type=Path, metavar="A", help="the program before a change")
    compare_it.add_argument("file", type=Path, metavar="B", help="and after it")
    compare_it.add_argument("-o", "--output", type=Path, help="an HTML file, in place of serving")
    compare_it.set_defaults(do=compare)
    add_address(compare_it)


def add_address(command: argparse.ArgumentParser) -> None:
    """Add where the page is served."""
    command.add_argument("--port", type=int, default=5006, help="default: 5006; 0: any free one")
    command.add_argument("--address", default="127.0.0.1", help="default: this machine only")
    opens = argparse.BooleanOptionalAction
    command.add_argument("--open", action=opens, default=False, help="open it in a browser")


def add_choices(build_it: argparse.ArgumentParser) -> None:
    """Add what can be chosen of a site."""
    adds = "a program to add (.py, .ipynb)"
    build_it.add_argument("files", nargs="*", type=Path, metavar="file", help=adds)
    build_it.add_argument("-o", "--output", type=Path, required=True, help="the folder to make")
    leaves = "cdn: leave the largest files of Pyodide on jsDelivr; default: all in the folder"
    build_it.add_argument("--runtime", choices=("self", "cdn"), default="self", help=leaves)
    takes = "a Pyodide distribution, to take NumPy from"
    build_it.add_argument("--numpy", metavar="FOLDER_OR_URL", help=takes)
    build_it.set_defaults(do=build)


def add_export(export_it: argparse.ArgumentParser) -> None:
    """Add what can be chosen of a file to take away."""
    export_it.add_argument("file", type=Path, help="a .py file, in cells or not, or an .ipynb")
    endings = ".html, .svg, .png, .gif, .json, .dot or .mmd"
    export_it.add_argument("-o", "--output", type=Path, required=True, help=f"ends in {endings}")
    shows = "which step to show; default: the last"
    export_it.add_argument("--moment", type=int, default=0, metavar="N", help=shows)
    export_it.set_defaults(do=export)


def complain(text: str) -> int:
    """Say what is wrong with the command's arguments and return the exit code for that."""
    print(f"gradwalk: {text}", file=sys.stderr)
    return 2


def message(refused: Refused) -> str:
    """Return the English words of a refusal."""
    words = json.loads((directory() / "i18n" / "en.json").read_text(encoding="utf-8"))
    return str(words[refused.words.key]).format(**refused.words.args)


def read(file: Path) -> program.Program:
    """Return the program in a file, or refuse in plain words."""
    if file.stat().st_size > 4 * LONGEST_FILE:  # bytes; no character has more than four
        raise Refused("program.too_long", count=file.stat().st_size, most=LONGEST_FILE)
    content = file.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused("program.not_text", line=line) from None
    return program.read(text, file.name)


def own(chosen: argparse.Namespace) -> program.Program:
    """Return the program of one's own that was named; it may import its neighbours."""
    found = read(chosen.file)
    sys.path.insert(0, str(chosen.file.resolve().parent))
    return found


def run(chosen: argparse.Namespace) -> int:
    """Print what the program prints, as it does so; 1 when an error ended a cell of it."""
    found = own(chosen)
    result = program.run(found, UNLIMITED, chosen.style, record=False, echo=echo_of(found))
    return 1 if result.errors else 0


def echo_of(read_program: program.Program) -> Callable[[program.Output], None]:
    """Return what prints a program's output while it runs."""
    output = sys.stdout  # the program has another one

    def echo(piece: program.Output) -> None:
        if piece.stream == "value" and not read_program.in_cells:
            return  # a script shows no values
        stream = sys.stderr if piece.stream in ("warning", "error") else output
        stream.write(piece.text)
        stream.flush()

    return echo


def real(chosen: argparse.Namespace) -> int:
    """Run a program under real PyTorch; make the page that plays it, or open one."""
    from gradwalk_ui import export, scene, site  # noqa: PLC0415 - `run` starts sooner without
    from gradwalk_ui.torch_bridge.host import run as run_real  # noqa: PLC0415
    from gradwalk_ui.torch_bridge.loading import BridgeError  # noqa: PLC0415

    found = own(chosen)
    try:
        result = run_real(found, UNLIMITED, echo_of(found))
    except BridgeError as error:
        return complain(str(error))
    output = chosen.output or Path(tempfile.mkdtemp(prefix="gradwalk-")) / "graph.html"
    made = scene.build(result)
    if made["stopped"] is not None:
        tell_cut(made["stopped"])
    recorded = site.Recorded(output.stem, *site.heading(made["cells"], found.name), made)
    output.write_text(export.page_of(recorded, export.WHOLE_PAGE), encoding="utf-8")
    print(f"{output} plays in any browser, with no server and no network")
    if chosen.output is None:
        webbrowser.open(output.as_uri())
    return 1 if result.errors else 0


def recorded(chosen: argparse.Namespace) -> program.Run:
    """Return the run of a file; what went wrong in it is told, but the trace is there."""
    result = program.run(own(chosen), OWN_FILE, chosen.style)
    for error in result.errors:
        print(error.traceback_text, end="", file=sys.stderr)
    if result.stopped is not None:
        tell_cut({**result.stopped.words.row(), "line": result.stopped.line})
    return result


def tell_cut(stopped: Mapping[str, Any]) -> None:
    """Say up to where a program is shown, and what is left out."""
    reason = message(Refused(stopped["key"], **stopped["args"]))
    print(f"line {stopped['line']}: {reason}", file=sys.stderr)


def trace(chosen: argparse.Namespace) -> int:
    """Print the trace, one event a line."""
    from gradwalk_ui import text  # noqa: PLC0415 - `run` starts sooner without

    result = recorded(chosen)
    print(text.trace(result))
    return 1 if result.errors else 0


def scene(chosen: argparse.Namespace) -> int:
    """Print the scene."""
    from gradwalk_ui import scene  # noqa: PLC0415 - `run` starts sooner without

    result = recorded(chosen)
    print(json.dumps(scene.build(result), ensure_ascii=False, allow_nan=False))
    return 1 if result.errors else 0


def build(chosen: argparse.Namespace) -> int:
    """Make the static site; programs that cannot be on it are named, and the rest is."""
    from gradwalk_ui import compressed, distribution, site  # noqa: PLC0415 - `run` starts sooner

    own, bad = [], 0
    for file in chosen.files:
        try:
            own.append(site.Own(str(file), read(file).source))
        except Refused as refused:
            bad += tell(str(file), line_of(refused.words), message(refused))
        except OSError as error:
            bad += tell(str(file), 1, error.strerror or str(error))
    try:
        problems = site.build(chosen.output, own, cdn=chosen.runtime == "cdn", numpy=chosen.numpy)
    except distribution.Unusable as reason:
        return complain(str(reason))
    for problem in problems:
        bad += tell(problem.name, problem.line, reason_of(problem))
    compressed.add_twins(chosen.output)
    print(f"the site is in {chosen.output}: any web server can show it, under any path")
    return 1 if bad else 0


def export(chosen: argparse.Namespace) -> int:
    """Make one file of a program: a page that plays, a picture, or the graph as text."""
    from gradwalk_ui import raster, site, takeaway  # noqa: PLC0415 - `run` starts sooner without

    output: Path = chosen.output
    if output.suffix.lower() not in takeaway.MAKE:
        return complain(f"{output}: its name has to end in {', '.join(takeaway.MAKE)}")
    program = site.Own(str(chosen.file), read(chosen.file).source)
    try:
        made = takeaway.export_to(output, program, chosen.moment - 1)
    except raster.Unmade as reason:
        return complain(str(reason))
    if isinstance(made, site.Problem):
        return tell(made.name, made.line, reason_of(made))
    if made.scene["stopped"] is not None:
        tell_cut(made.scene["stopped"])
    print(f"{output} {takeaway.TOLD[output.suffix.lower()]}")
    return 0


def compare(chosen: argparse.Namespace) -> int:
    """Open the page with two programs beside one another, or make one HTML file of them."""
    if chosen.output is None:
        return serve(chosen)
    from gradwalk_ui import export, site  # noqa: PLC0415 - `run` starts sooner without

    programs = [site.Own(str(file), read(file).source) for file in (chosen.beside, chosen.file)]
    made = export.comparison(programs[0], programs[1])
    if isinstance(made, site.Problem):
        return tell(made.name, made.line, reason_of(made))
    chosen.output.write_text(made, encoding="utf-8")
    print(f"{chosen.output} plays in any browser, with no server and no network")
    return 0


def reason_of(problem: Problem) -> str:
    """Return the English words of why a program cannot be drawn."""
    told = problem.reason
    return told if isinstance(told, str) else message(Refused(told["key"], **told["args"]))


def line_of(reason: Words) -> int:
    """Return the line that a refusal speaks of; it is the first where the whole file is meant."""
    return int(reason.args.get("line", 1))


def tell(name: str, line: int, reason: str) -> int:
    """Say why a file is not on the site, and count it."""
    print(f"{name}:{line}: {reason}", file=sys.stderr)
    return 1


def serve(chosen: argparse.Namespace) -> int:
    """Serve the page until interrupted."""
    from gradwalk_ui import sandbox  # noqa: PLC0415 - `run` starts sooner without

    if chosen.file is not None:
        read(chosen.file)
        os.environ[PROGRAM] = str(chosen.file.resolve())
    if chosen.beside is not None:
        read(chosen.beside)
        os.environ[BESIDE] = str(chosen.beside.resolve())
    if not 0 <= chosen.port <= 65535:
        return complain(f"port {chosen.port} is not one of 0 to 65535")
    if not (directory() / "vendor" / "codemirror.js").is_file():
        return complain("the editor has not been built: run `npm ci && npm run build`")
    port = free_port(chosen.address, chosen.port)
    names = names_of(chosen.address)
    announcing = (f"http://{names[0]}:{port}/", chosen.address, port, chosen.open)
    threading.Thread(target=announce, args=announcing, daemon=True).start()
    threading.Thread(target=session.prepare, args=[sandbox.run], daemon=True).start()
    options = ["--port", str(port), "--address", chosen.address, "--log-level", "warning", "--warm"]
    origins = [f"--allow-websocket-origin={name}:{port}" for name in names]
    sys.argv = ["panel", "serve", str(APP), *options, *origins]
    try:
        runpy.run_module("panel", run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:
        print()
    return 0


def names_of(address: str) -> tuple[str, ...]:
    """Return by what names a browser may call the server, the one to print first."""
    if address in ("0.0.0.0", "::", ""):  # noqa: S104 - every address: asked for by the person
        return "localhost", "*"
    if address in ("127.0.0.1", "localhost"):
        return "127.0.0.1", "localhost"
    return (f"[{address}]" if ":" in address else address,)


def free_port(address: str, port: int) -> int:
    """Return the port, or any free one for 0; raise OSError where it cannot be had."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise OSError(error.errno, f"{error.strerror}: {address} port {port}") from None
        return int(probe.getsockname()[1])


def announce(url: str, address: str, port: int, show: bool) -> None:
    """Print the address once the server answers, and open it when asked to."""
    while True:
        try:
            socket.create_connection((address, port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    print(f"gradwalk is at {url}  (Ctrl-C ends it)", flush=True)
    if show:
        webbrowser.open(url)


if __name__ == "__main__":
    sys.exit(main())
