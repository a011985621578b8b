"""What pages about a whole program tell, of both at once: what is kept alive, and training."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk_ui.compare.compose import Composer
    from gradwalk_ui.compare.side import Row


def pages(composers: Sequence[Composer]) -> Row:
    """Return what the scene of both has for them."""
    found: Row = {}
    if all("alive" in each.side.scene for each in composers):
        found["alive"] = alive(composers)
    trained = [each for each in composers if "training" in each.side.scene]
    steps = training(trained) if trained else None
    if steps is not None:
        found["training"] = steps
    return found


def alive(composers: Sequence[Composer]) -> Row:
    """Return what is kept alive in both; B's bytes beside A's."""
    whole: Row = {"sizes": {}, "gone": {}, "kept": {}, "ways": {}, "leaks": []}
    totals = []
    for composer in composers:
        one, at, known = composer.side.scene["alive"], composer.moments, composer.side.id
        totals.append({kind: [[at[k], size] for k, size in rows]
                       for kind, rows in one["bytes"].items()})  # fmt: skip
        whole["sizes"] |= {known(storage): size for storage, size in one["sizes"].items()}
        whole["gone"] |= {known(node): at[k] for node, k in one["gone"].items()}
        whole["kept"] |= {known(node): [at[k] for k in ks] for node, ks in one["kept"].items()}
        whole["ways"] |= {
            known(node): [[at[k], way] for k, way in ways] if isinstance(ways, list) else ways
            for node, ways in one["ways"].items()
        }
        whole["leaks"] += [
            {**leak, "line": composer.side.row(leak["line"]), "side": composer.side.letter,
             "mends": [composer.words(mend) for mend in leak["mends"]]}
            for leak in one["leaks"]
        ]  # fmt: skip
    return {"bytes": totals[1], "other": totals[0], **whole}


def training(composers: Sequence[Composer]) -> Row | None:
    """Return the steps of both, those of the same number together; none where they do not meet.

    They do not where one program is done with its steps before the other begins: lines that are
    nowhere in the other are run by themselves.
    """
    found = [each.side.scene["training"] for each in composers]
    bounds = [
        [[each.moments[first], each.moments[last]] for first, last in one["steps"]]
        for each, one in zip(composers, found, strict=True)
    ]
    steps = [
        [min(first for first, _ in there), max(last for _, last in there)]
        for there in ([each for each in both if each] for both in zip_longest(*bounds))
    ]
    if any(last >= first for (_, last), (first, _) in pairwise(steps)):
        return None
    whole: Row = {"steps": steps, "losses": [], "parameters": [], "marks": []}
    lines: set[int] = set()
    for composer, one in zip(composers, found, strict=True):
        letter = composer.side.letter
        lines |= {composer.side.row(line) for line in one["lines"]}
        for row in one["losses"]:
            whole["losses"].append(of_side(row, letter, "values", len(steps)))
        for row in one["parameters"]:
            whole["parameters"].append(of_side(row, letter, "norms", len(steps)))
        whole["marks"] += [{**mark, "side": letter} for mark in one["marks"]]
    whole["parameters"].sort(key=lambda row: row["name"][2:])  # A's beside B's
    whole["marks"].sort(key=lambda mark: mark["step"])
    return {**whole, "lines": sorted(lines)}


def of_side(row: Row, letter: str, curve: str, count: int) -> Row:
    """Return a curve with its program's letter in its name, and as long as the longer one."""
    values: list[Any] = row[curve]
    return {**row, "name": f"{letter.upper()} {row['name']}",
            curve: values + [None] * (count - len(values))}  # fmt: skip
