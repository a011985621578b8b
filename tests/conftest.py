"""What every test shares: the same random cases on every run, and no deadline on a busy machine."""

from hypothesis import settings

settings.register_profile("gradwalk", derandomize=True, deadline=None, database=None)
settings.load_profile("gradwalk")


def pytest_collection_modifyitems(items):
    """Put the browser's tests last: Playwright's event loop would run on through all others."""
    items.sort(key=lambda item: "browser" in item.path.parts)
