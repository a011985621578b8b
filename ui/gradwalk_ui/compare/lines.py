"""Two programs' texts as one: lines that both have once, the others one after the other.

A line that was changed is two rows, and one key: what runs on it is the same step in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.5  # the part of two lines that must be the same for one to be the other, changed
MOST_PAIRS = 4_000  # of lines that are looked at for that in one place


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of both."""

    source: str
    rows: tuple[list[int], list[int]]  # of A and B: the row (from 1) of each line; first for line 0
    keys: list[int]  # by row: the same for the two rows of a changed line
    numbers: list[tuple[int | None, int | None]]  # by row from 0: the line in A and in B


def merge(a: str, b: str) -> Merged:
    """Return the text of both programs."""
    one, two = a.split("\n"), b.split("\n")
    lines: list[str] = []
    numbers: list[tuple[int | None, int | None]] = []
    rows = ([0] * (len(one) + 1), [0] * (len(two) + 1))
    twins: list[tuple[int, int]] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            for k in range(i_end - i):
                lines.append(one[i + k])
                numbers.append((i + k + 1, j + k + 1))
            continue
        lines += one[i:i_end] + two[j:j_end]
        numbers += [(k + 1, None) for k in range(i, i_end)]
        numbers += [(None, k + 1) for k in range(j, j_end)]
        pairs = alike(one[i:i_end], two[j:j_end])
        twins += [(i + x + 1, j + y + 1) for x, y in pairs]
    for row, (left, right) in enumerate(numbers, 1):
        rows[0][left or 0] = row
        rows[1][right or 0] = row
    rows[0][0] = rows[1][0] = 0
    keys = list(range(len(lines) + 1))
    for left, right in twins:
        keys[rows[1][right]] = rows[0][left]
    return Merged("\n".join(lines), rows, keys, numbers)


def alike(one: list[str], two: list[str]) -> list[tuple[int, int]]:
    """Return which lines of one are which of the other, changed; in order in both."""
    if not one or not two:
        return []
    if len(one) * len(two) > MOST_PAIRS:
        return list(zip(range(len(one)), range(len(two)), strict=False))
    score = [[0.0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(two) - 1, -1, -1):
            both = likeness(one[i], two[j])
            with_pair = both + score[i + 1][j + 1] if both >= ALIKE else 0.0
            score[i][j] = max(with_pair, score[i + 1][j], score[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(one) and j < len(two):
        if score[i][j] == score[i + 1][j]:
            i += 1
        elif score[i][j] == score[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def likeness(one: str, two: str) -> float:
    """Return how much two lines have in common, from 0 to 1; empty ones nothing."""
    left, right = one.strip(), two.strip()
    if not left or not right or left.startswith("#") != right.startswith("#"):
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
