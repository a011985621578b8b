"""numpy.lib.stride_tricks: other looks at the same memory."""

from gradwalk.ndlist.shape import as_strided, broadcast_arrays, broadcast_shapes, broadcast_to
from gradwalk.ndlist.windows import sliding_window_view

__all__ = [
    "as_strided", "broadcast_arrays", "broadcast_shapes", "broadcast_to", "sliding_window_view",
]  # fmt: skip
