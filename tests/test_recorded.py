"""Recording changes nothing, and everything can be drawn: the conformance corpus, through us.

Each snippet that the engine passes must print and raise the same when it runs as a visitor's
program does, with the recorder listening, after all those before it; and there must be a scene of
it.
"""

import json
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parent / "conformance"

# One program after the other in one interpreter, as in the page: each finds what the first did.
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
import conformance
from gradwalk_ui import allowed, fresh, program, scene

def run_as_a_visitor(code):
    result = program.run(program.read(code))
    if result.stopped is not None:
        return {"stopped": result.stopped.words.key}
    json.dumps(scene.build(result), allow_nan=False)
    last = result.errors[-1] if result.errors else None
    printed = "".join(piece.text for piece in result.output if piece.stream == "out")
    return {
        "stdout": conformance.normalise(printed),
        "error_type": last and last.type,
        "error_text": last and conformance.normalise(last.text),
    }

allowed.preload()
as_it_was = fresh.remember()
passing, oracle = conformance.passing(), conformance.oracle()
found = {}
for record in conformance.load():
    if record["id"] in passing:
        want, got = oracle[record["id"]], run_as_a_visitor(record["code"])
        fresh.restore(as_it_was)
        got = {field: text for field, text in got.items() if text != want.get(field)}
        if got:
            found[record["id"]] = got
print(json.dumps({"ran": len(passing), "found": found}))
"""


def test_every_snippet_does_the_same_when_it_is_recorded_and_can_be_drawn():
    command = [sys.executable, "-c", PROGRAM, str(CORPUS)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    made = json.loads(said)
    assert made["ran"] > 100
    # 20,000 operations are more than a picture may have
    assert made["found"] == {"backward__deep_chain": {"stopped": "limit.events"}}
