"""Asking questions about a program as the page does, with every answer held against the schema."""

import json
from pathlib import Path

import jsonschema
import referencing
from gradwalk_ui import answer, program, scene, session

STATIC = Path(__file__).parents[1] / "static"
SCHEMAS = [
    json.loads((STATIC / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("answer", "scene")
]
REGISTRY = referencing.Registry().with_resources(
    (schema["$id"], referencing.Resource.from_contents(schema)) for schema in SCHEMAS
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMAS[0], registry=REGISTRY)


def ask(question, source, of, passes=1, **more):
    """The answer to a question, or the reason why there is none."""
    request = {"kind": "ask", "question": question, "source": source, "of": of, "passes": passes}
    reply = session.handle(request | {"result": None, "seed": None} | more, answer.answer)
    if reply["kind"] == "refused":
        return reply["reason"]
    VALIDATOR.validate(json.loads(json.dumps(reply["answer"], allow_nan=False)))
    return reply["answer"]


def built(source, seed=None):
    """A program's scene."""
    return scene.build(program.run(program.read(source), seed=seed))


def box_of(found, name):
    """The first box of a scene that a variable names."""
    for identity, fields in found["changes"].items():
        if any(name in (names or ()) for _, names in fields.get("names", ())):
            return identity
    raise AssertionError(f"nothing is named {name}")


def ask_by_name(question, source, name, **more):
    """The same with the name that a variable gives the tensor."""
    return ask(question, source, box_of(built(source), name), **more)


def asked_of(found):
    """Each leaf that a backward brought a gradient, with the number of that backward."""
    begun = [k for k, moment in enumerate(found["moments"]) if moment["kind"] == "began"]
    for node in found["nodes"]:
        for moment, grad in found["changes"].get(node["id"], {}).get("grad", ()):
            if node["kind"] == "tensor" and node["leaf"] and grad is not None:
                yield node["id"], sum(k <= moment for k in begun)
