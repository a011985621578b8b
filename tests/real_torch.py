"""Whether the PyTorch that was recorded is installed here: no other would answer so."""

from importlib.metadata import PackageNotFoundError, version

try:
    RECORDED = version("torch").startswith("2.13.")
except PackageNotFoundError:
    RECORDED = False
