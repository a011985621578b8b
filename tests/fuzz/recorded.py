"""Generated programs and what PyTorch did with them, for machines without PyTorch.

    python tests/fuzz/recorded.py --record     write recorded.jsonl anew (needs PyTorch 2.13)

Recorded are programs in which PyTorch and gradwalk agree; tests/test_fuzz.py holds the engine, on
either array module, to them. Numbers are kept to five digits.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from compare import Difference, first
from run import Eyes, Program, eyes_of, observed

RECORD = Path(__file__).parent / "recorded.jsonl"
SIZE = 390_000  # bytes at most
DIGITS = 5


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
    return [
        (Program(each["statements"], closely=each["closely"]), each["seen"]) for each in records
    ]


def difference(eyes: Eyes, program: Program, seen: list[dict[str, Any]]) -> Difference | None:
    """How a library differs from the record."""
    return first(seen, json.loads(json.dumps(shortened(observed(eyes, program)))))


def record() -> None:
    """Write programs of the first seeds, as many as there is room for."""
    from programs import generated  # noqa: PLC0415 - what reads the record needs no generator

    pytorch, ours = eyes_of("torch"), eyes_of("gradwalk")
    lines, size, seed = [], 0, 0
    while size < SIZE:
        program, _ = generated(ours, seed)
        program.closely = False  # what stands at the end takes a tenth of the room
        wanted = observed(pytorch, program)
        seed += 1
        if first(wanted, observed(ours, program)) is not None:
            continue
        made = {"statements": program.statements, "closely": program.closely}
        lines.append(json.dumps({**made, "seen": shortened(wanted)}, separators=(",", ":")) + "\n")
        size += len(lines[-1])
    RECORD.write_text("".join(lines[:-1]), encoding="utf-8")
    print(len(lines) - 1, "programs of", seed)


if __name__ == "__main__" and "--record" in sys.argv:
    record()
