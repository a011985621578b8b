"""The engine's trace of a program beside that of real PyTorch, event for event.

    python tests/torch_bridge/agreement.py              lessons and conformance snippets, counted
    python tests/torch_bridge/agreement.py view         those whose id starts so, in full
    python tests/torch_bridge/agreement.py FILE.py      one program
    python tests/torch_bridge/agreement.py --accept     write agreeing.txt anew

Each program runs twice in a forked child of its own. What differs by nature is not looked at: the
content of memory that nobody has filled, the last digits of numbers, and how a number is written
in an argument that PyTorch made itself (`2` and `2.`).
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
import signal
import sys
from functools import cache
from pathlib import Path

from gradwalk.trace import events as e
from gradwalk_ui import lessons, program
from gradwalk_ui.limits import UNLIMITED

HERE = Path(__file__).parent
SNIPPETS = HERE.parent / "conformance" / "snippets"
AGREEING = HERE / "agreeing.txt"
SECONDS = 30
TOLERANCE = 2e-4
WARM = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * x).sum().backward()\n"


def programs():
    """Every lesson and conformance snippet: id and source."""
    found = {f"lesson/{lesson.id}": lesson.source for lesson in lessons.lessons()}
    for path in sorted(SNIPPETS.glob("*.py")):
        found[path.stem] = path.read_text(encoding="utf-8")
    return found


def near(one, other):
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=1e-6)


def same_text(one, other):
    try:
        return near(float(one), float(other))
    except (TypeError, ValueError):
        return one == other


def difference(one, other, where=""):
    """The first place where two events differ, None where they are alike."""
    if type(one) is not type(other):
        return f"{where}: {one!r} / {other!r}"
    if isinstance(one, e.Created) and one.how.startswith(("empty", "new_empty")):
        other = dataclasses.replace(other, value=one.value)
    if dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            pair = getattr(one, field.name), getattr(other, field.name)
            if isinstance(one, e.Input) and field.name == "text" and same_text(*pair):
                continue
            found = difference(
                *pair, f"{where}.{field.name}" if where else type(one).__name__ + "." + field.name
            )
            if found is not None:
                return found
        return None
    if isinstance(one, tuple):
        if len(one) != len(other):
            return f"{where}: {one!r} / {other!r}"
        pairs = [
            difference(*pair, f"{where}[{i}]")
            for i, pair in enumerate(zip(one, other, strict=True))
        ]
        return next((found for found in pairs if found is not None), None)
    if isinstance(one, float) and isinstance(other, float):
        return None if near(one, other) else f"{where}: {one!r} / {other!r}"
    return None if one == other else f"{where}: {one!r} / {other!r}"


def both(source):
    """The runs of a program under PyTorch and under the engine."""
    from gradwalk_ui.torch_bridge import host, loading

    read = program.read(source, "program")
    loading.load().manual_seed(0)
    real = host.run(read, UNLIMITED)
    return real, program.run(read, UNLIMITED, seed=0)


def compared(source):
    """Where the two traces differ first, None where they agree."""
    real, ours = both(source)
    if [(x.type, x.line) for x in ours.errors] != [(x.type, x.line) for x in real.errors]:
        return f"errors: {ours.errors!r} / {real.errors!r}"
    events = zip(ours.trace.events, real.trace.events, strict=False)
    for place, (one, other) in enumerate(events):
        found = difference(one, other)
        if found is not None:
            return f"event {place}, line {one.line}: {found}"
    counts = len(ours.trace.events), len(real.trace.events)
    return None if counts[0] == counts[1] else f"events: {counts[0]} / {counts[1]}"


@cache
def warm():
    """What PyTorch imports on the way need not be imported by every child."""
    compared(WARM)


def apart(source):
    """`compared` in a forked child, which a hanging or dying program cannot take along."""
    warm()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.alarm(SECONDS)
        try:
            found = compared(source)
        except BaseException as error:  # noqa: BLE001 - the bridge failed: that is a difference
            found = f"bridge: {type(error).__name__}: {error}"
        os.write(write, json.dumps(found)[:60000].encode())
        os._exit(0)
    os.close(write)
    said = b"".join(iter(lambda: os.read(read, 65536), b""))
    os.close(read)
    _, status = os.waitpid(child, 0)
    return json.loads(said) if said else f"died: {status}"


def agreeing():
    """The ids of the programs that are known to agree."""
    return [line for line in AGREEING.read_text(encoding="utf-8").split("\n") if line]


def main(arguments):
    if arguments and arguments[0].endswith(".py"):
        print(apart(Path(arguments[0]).read_text(encoding="utf-8")))
        return
    start = "" if not arguments or arguments[0].startswith("-") else arguments[0]
    chosen = {name: source for name, source in programs().items() if name.startswith(start)}
    found = {}
    for name, source in chosen.items():
        said = found[name] = apart(source)
        if said is not None:
            print(f"{name}: {said[:400]}", flush=True)
    good = [name for name, said in found.items() if said is None]
    print(f"{len(good)} of {len(found)} agree")
    if "--accept" in arguments:
        AGREEING.write_text("\n".join(good) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
