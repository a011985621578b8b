"""Which of these tests need what is not for every Python."""

import sys

# pyodide-build: those for Python 3.11 cannot read the lock file of today's Pyodide.
collect_ignore = [] if sys.version_info >= (3, 12) else ["test_client.py"]
