"""A chain of plain objects, made and freed with no care: in Pyodide this is the end."""

import json
import sys

DEEP = int(sys.argv[1])


class Link:
    __slots__ = ("next",)


chain = None
for _ in range(DEEP):
    link = Link()
    link.next, chain = chain, link
print(json.dumps({"made": DEEP}), flush=True)
del chain, link
print(json.dumps({"freed": DEEP}), flush=True)
