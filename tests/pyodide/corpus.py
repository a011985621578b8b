"""The conformance corpus in this very process: prints JSON, how each snippet differs, by id.

Pyodide cannot fork, so what a snippet may leave behind in the engine's modules (the grad mode, the
default dtype, warnings given once) is put back after each. One that differs is tried again on an
engine imported anew.
"""

import collections
import copy
import importlib
import json
import re
import sys

import conformance
from gradwalk.alias import as_torch

# Frames beneath a snippet's own: of this file, and of what runs it.
BENEATH = re.compile(
    r'(?:  File "(?!<snippet>)[^"\n]*", line \d+, in [^\n]*\n(?:    [^\n]*\n)*)+'
    r'(?=  File "<snippet>")'
)
HELD = (dict, list, set, collections.deque)


def ours():
    """The engine's modules, under both names."""
    tops = ("gradwalk", "torch")
    return {name: each for name, each in sys.modules.items() if name.partition(".")[0] in tops}


def state():
    """What the names of the engine's modules stand for, containers copied."""
    return [
        (each, dict(vars(each)), {name: copy.copy(value) for name, value in vars(each).items()
                                  if type(value) in HELD})
        for each in set(ours().values())
    ]  # fmt: skip


def put_back(kept):
    for module, names, containers in kept:
        for name in vars(module).keys() - names.keys():
            delattr(module, name)
        vars(module).update(names)
        for name, before in containers.items():
            held = names[name]
            if held != before:
                held.clear()
                (held.update if isinstance(held, (dict, set)) else held.extend)(before)


def anew():
    """Import the engine again."""
    for name in ours():
        del sys.modules[name]
    importlib.import_module("gradwalk.alias").as_torch()


def run(code):
    """What a snippet did, as `conformance.run_forked` tells it."""
    made = conformance.run_here(code)
    for warning in made["warnings"]:
        warning["text"] = BENEATH.sub("", warning["text"])
    return made


def main():
    want = conformance.oracle()
    as_torch()
    kept = state()
    found = {}
    for record in conformance.load(*sys.argv[1:]):
        made = run(record["code"])
        put_back(kept)
        differs = conformance.differences(want.get(record["id"]), made)
        if differs:
            anew()
            made = run(record["code"])
            differs = conformance.differences(want.get(record["id"]), made)
            anew()
            kept = state()
        found[record["id"]] = differs
    print(json.dumps(found))


if __name__ == "__main__":
    main()
