"""Stands before the real NumPy on the path of tests that run without it, and of their children."""

raise ModuleNotFoundError("No module named 'numpy'", name="numpy")
