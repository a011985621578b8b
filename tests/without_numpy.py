"""The test-suite without NumPy: `GRADWALK_WITHOUT_NUMPY=1 pytest`, or `make test`'s second pass.

NumPy cannot be imported then, not in the processes that tests start either, and the engine works
on ndlist. Everything runs but what is itself built on NumPy.
"""

import os
import sys
from pathlib import Path

ASKED = os.environ.get("GRADWALK_WITHOUT_NUMPY") == "1"
HIDDEN = str(Path(__file__).parent / "hidden")
EXCEPT = {  # files and folders that cannot run without NumPy, and why
    "bench": "measures both array modules in one process",
    "browser": "the page is served by panel and drawn by bokeh, which need NumPy",
    "pyodide": "has no NumPy in any case; the first pass runs it",
    "test_app.py": "starts the panel server",
    "test_site.py": "the static site is made with bokeh",
    "test_distribution.py": "likewise",
    "test_figure.py": "bokeh's figures",
    "test_export.py": "an export holds a figure, made with bokeh",
    "test_takeaway.py": "likewise, and real PyTorch runs what is copied for it",
    "test_course.py": "the course tools make it, too",
    "test_notebook.py": "so does what a notebook shows",
    "test_summing.py": "of float32 in NumPy; ndlist adds in float64 and rounds once",
    "test_ndlist*.py": "compares ndlist with NumPy",
    "test_torch_bridge.py": "records the real PyTorch, which warns where there is no NumPy",
    "test_bad_torch.py": "likewise",
    "test_lives.py": "likewise",
    "test_words.py": "reads files alone, and the first pass has read them",
}
TESTS_EXCEPT = {  # and single tests, by how their ids start
    "tests/test_expressions.py::test_pytorch_still_answers_so": "asks the real PyTorch",
    "tests/test_fuzz.py::test_new_programs_with_live_pytorch": "likewise",
    "tests/test_docs.py::test_what_is_supported_has_pytorchs_names": "likewise",
    "tests/test_expressions.py::test_what_is_known_to_differ": "lists what differs on NumPy",
    "tests/test_bytecode.py::test_under_node": "Pyodide makes it, which has no NumPy in any case",
    "tests/test_architecture.py::test_importing[gradwalk_ui.figure": "imports bokeh",
    "tests/test_architecture.py::test_a_function_fits_a_screen": "reads files alone",
    "tests/test_architecture.py::test_a_file_fits_a_sitting": "likewise",
    "tests/test_architecture.py::test_a_script_imports_only_its_neighbours": "likewise",
    "tests/test_predict.py::test_a_question_that_cannot_be_asked": "the static site names it",
    "tests/test_cli.py::test_serve_prints_its_address": "starts the panel server",
    "tests/test_cli.py::test_export_of_a_program_that_does_too_much": "made with bokeh",
}


def hide() -> None:
    """Make NumPy impossible to import, here and in all processes started from here."""
    if "numpy" in sys.modules:
        raise RuntimeError("NumPy was imported before the tests could hide it")
    sys.path.insert(0, HIDDEN)
    others = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([HIDDEN, *([others] if others else [])])
