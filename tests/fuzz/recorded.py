"""Generated programs and what PyTorch did with them, for machines without PyTorch.

    python tests/fuzz/recorded.py --record     write recorded.jsonl anew (needs PyTorch 2.13)

Recorded are programs in which PyTorch and gradwalk agree; tests/test_fuzz.py holds the engine, on
either array module, to them. Numbers are kept to five digits.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from compare import Difference, first
from run import Eyes, Program, eyes_of, flush, observed

RECORD = Path(__file__).parent / "recorded.jsonl"
SIZE = 390_000  # bytes at most
DIGITS = 5
LONGEST = 5  # seconds that PyTorch may take over a program: some never end


def shortened(value: Any) -> Any:
    """An observation with fewer digits."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {key: shortened(each) for key, each in value.items() if each is not None}
    return [shortened(each) for each in value] if isinstance(value, list) else value


def load() -> list[tuple[Program, list[dict[str, Any]]]]:
    """The programs, and what PyTorch did."""
    with RECORD.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    return [(Program(**each["program"]), each["seen"]) for each in records]


def difference(eyes: Eyes, program: Program, seen: list[dict[str, Any]]) -> Difference | None:
    """How a library differs from the record."""
    return first(seen, json.loads(json.dumps(shortened(observed(eyes, program)))))


def apart(eyes: Eyes, program: Program) -> list[dict[str, Any]] | None:
    """What can be seen of a program in a process of its own; None where PyTorch dies of it."""
    reader, writer = os.pipe()
    flush()
    pid = os.fork()
    if not pid:
        os.close(reader)
        signal.alarm(LONGEST)
        with os.fdopen(writer, "w") as file:
            json.dump(shortened(observed(eyes, program)), file)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        text = file.read()
    return None if os.waitpid(pid, 0)[1] else json.loads(text)


def record() -> None:
    """Write programs of the first seeds, as many as there is room for."""
    import torch._dynamo  # noqa: F401, PLC0415 - or each process would import it for itself
    from programs import generated  # noqa: PLC0415 - what reads the record needs no generator
    from themes import THEMES  # noqa: PLC0415

    themes = [each for each in THEMES if each != "broken"]  # whose words are Python's, by version

    pytorch, ours = eyes_of("torch"), eyes_of("gradwalk")
    lines, size, seed = [], 0, 0
    while size < SIZE:
        program, _ = generated(ours, seed, themes)
        program.closely = False  # what stands at the end takes a tenth of the room
        wanted = apart(pytorch, program)
        seed += 1
        if wanted is None or difference(ours, program, wanted) is not None:
            continue
        made = {"program": asdict(program), "seen": wanted}
        lines.append(json.dumps(made, separators=(",", ":")) + "\n")
        size += len(lines[-1])
    RECORD.write_text("".join(lines[:-1]), encoding="utf-8")
    print(len(lines) - 1, "programs of", seed)


if __name__ == "__main__" and "--record" in sys.argv:
    record()
