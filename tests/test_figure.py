"""The Bokeh figure: empty, named, the same each time, one version on both sides, asking nobody."""

import json
import re
import subprocess
from pathlib import Path

import bokeh
import pytest
from bokeh.models import GlyphRenderer, Plot
from bokeh.settings import settings
from gradwalk_ui import figure
from gradwalk_ui.static_files import directory


@pytest.fixture(scope="module")
def item():
    """The figure as it is sent to a browser."""
    return figure.item()


def browser_kinds():
    """The renderers and columns that the front end fills, as Node reads them."""
    module = (directory() / "graph" / "sheet.js").as_uri()
    source = f"import {{ KINDS }} from {module!r}; console.log(JSON.stringify(KINDS));"
    command = ["node", "--input-type=module", "--eval", source]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_front_end_and_figure_name_the_same_renderers_and_columns():
    assert browser_kinds() == {kind: list(columns) for kind, (_, columns) in figure.KINDS.items()}


def test_every_renderer_is_there_once_by_name_and_empty():
    plot = figure.figure()
    names = [renderer.name for renderer in plot.renderers]
    assert names == [f"{layer}.{kind}" for layer in figure.LAYERS for kind in figure.KINDS]
    for renderer in plot.renderers:
        assert isinstance(renderer, GlyphRenderer)
        assert set(renderer.data_source.data) == set(figure.KINDS[renderer.name.split(".")[1]][1])
        assert all(len(column) == 0 for column in renderer.data_source.data.values())


def test_what_rests_is_not_on_the_canvas_of_what_moves():
    levels = {renderer.name: renderer.level for renderer in figure.figure().renderers}
    assert {levels[f"rest.{kind}"] for kind in figure.KINDS} == {"glyph"}
    assert {levels[f"{layer}.{kind}"] for layer in ("lit", "move") for kind in figure.KINDS} == {
        "overlay"
    }


def test_it_has_no_ground_and_no_color_so_it_suits_every_theme(item):
    plot = figure.figure()
    assert isinstance(plot, Plot)
    for prop in ("background_fill_color", "border_fill_color", "outline_line_color"):
        assert getattr(plot, prop) is None
    for renderer in plot.renderers:
        for prop in ("line_color", "fill_color", "text_color"):
            if hasattr(renderer.glyph, prop):
                assert "field" in repr(getattr(renderer.glyph, prop)), (renderer.name, prop)
    assert not re.search(r'"#[0-9a-fA-F]{3,8}"', json.dumps(item))


def test_it_is_painted_by_the_canvas():
    assert figure.figure().output_backend == "canvas"


def test_it_runs_under_a_policy_without_eval_and_asks_no_host(item):
    text = json.dumps(item)
    assert "CustomJS" not in text
    assert not re.search(r"https?:|//", text)


def test_it_is_small_since_it_holds_nothing(item):
    assert len(json.dumps(item)) < 40_000


def test_two_embeddings_are_equal_but_for_ids():
    def without_ids(value):
        if isinstance(value, dict):
            return {k: without_ids(v) for k, v in value.items() if k not in ("id", "root_id")}
        return [without_ids(v) for v in value] if isinstance(value, list) else value

    assert without_ids(figure.item()) == without_ids(figure.item())


def test_python_and_browser_have_one_version_of_bokeh(item):
    static = Path(settings.bokehjs_path())
    script = (static / "js" / "bokeh.min.js").read_text(encoding="utf-8")
    found = re.search(r'\.version\s*=\s*"(\d+\.\d+\.\d+)"', script)
    assert found
    assert found[1] == bokeh.__version__ == item["doc"]["version"]


def test_the_site_s_own_bokehjs_is_of_that_version_and_has_what_the_figure_needs(item):
    script = (directory() / "vendor" / "bokeh.js").read_text(encoding="utf-8")
    assert f'"{bokeh.__version__}"' in script
    package = json.loads((directory().parent / "package.json").read_text(encoding="utf-8"))
    assert package["devDependencies"]["@bokeh/bokehjs"] == bokeh.__version__
    source = (directory().parent / "vendor" / "bokeh.js").read_text(encoding="utf-8")
    (registered,) = re.findall(r"register_models\(\{([^}]*)\}", source)
    by_itself = {"DocumentConfig"}  # BokehJS registers it where it is defined
    ours = {"gradwalk.Renderer": "GlyphRenderer"}  # and what it is made of
    wanted = {ours.get(name, name) for name in named(item["doc"]) - by_itself}
    assert set(re.findall(r"\w+", registered)) == wanted


def named(value):
    """The models in a document."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = {value["name"]} if isinstance(value, dict) and value.get("type") == "object" else set()
    return own.union(*map(named, below))
