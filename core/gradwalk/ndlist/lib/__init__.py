"""numpy.lib, as far as programs name it."""

from gradwalk.ndlist.lib import stride_tricks

__all__ = ["stride_tricks"]
