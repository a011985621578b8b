"""Every scene keeps the contract: lessons, programs that fail, programs that work."""

import json
from pathlib import Path

import jsonschema
import pytest
from gradwalk_ui import program, scene
from gradwalk_ui.lessons import lessons
from programs import FAILING, WORKING

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "static" / "scene.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SOURCES = {each.id: each.source for each in lessons()} | FAILING | WORKING


def scene_of(source):
    return scene.build(program.run(program.read(source)))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", SOURCES)
def test_a_scene_keeps_the_schema_and_is_strict_json(name):
    text = json.dumps(scene_of(SOURCES[name]), allow_nan=False)
    VALIDATOR.validate(json.loads(text))


def test_the_schema_refuses_what_is_not_in_it():
    built = scene_of("import torch\nx = torch.ones(2)\n")
    for broken in (
        built | {"extra": 1},
        built | {"version": scene.VERSION + 1},
        built | {"nodes": [built["nodes"][0] | {"kind": "box"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            VALIDATOR.validate(broken)
