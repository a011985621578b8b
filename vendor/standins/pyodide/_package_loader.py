"""In place of Pyodide's loader of packages: a site has none, and one with NumPy the whole library.

What is here is asked for while Pyodide starts.
"""

from pathlib import Path
from site import getsitepackages

SITE_PACKAGES = Path(getsitepackages()[0])
DSO_DIR = Path("/usr/lib")


def init_loaded_packages() -> None:
    """Do nothing."""
