"""What every test shares: the same random cases on every run, and no deadline on a busy machine."""

from importlib.util import find_spec

import without_numpy
from hypothesis import settings

# What asks real PyTorch itself is there where that is.
collect_ignore = [] if find_spec("torch") else ["test_bad_torch.py", "test_lives.py"]

LONGEST = {"pyodide", "test_static_site.py", "test_faults.py"}

if without_numpy.ASKED:
    without_numpy.hide()
    collect_ignore_glob = list(without_numpy.EXCEPT)

settings.register_profile("gradwalk", derandomize=True, deadline=None, database=None)
settings.load_profile("gradwalk")


def pytest_collection_modifyitems(config, items):
    """Put the browser's tests last: Playwright's event loop would run on through all others.

    The longest files come first, so that one worker need not wait for another's end.
    """
    items.sort(key=lambda item: ("browser" in item.path.parts, LONGEST.isdisjoint(item.path.parts)))
    if without_numpy.ASKED:
        excepted = tuple(without_numpy.TESTS_EXCEPT)
        config.hook.pytest_deselected(items=[x for x in items if x.nodeid.startswith(excepted)])
        items[:] = [x for x in items if not x.nodeid.startswith(excepted)]
