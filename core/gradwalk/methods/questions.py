"""The questions that Tensor answers with yes, no or a number."""

from __future__ import annotations

from typing import Any

from gradwalk.array import xp
from gradwalk.readonly import readonly
from gradwalk.tensorbase import fresh, writable


class Questions:
    """What a tensor says of itself."""

    __slots__ = ()
    _array: Any

    def is_nonzero(self) -> bool:
        """Whether the only element is not zero."""
        size = self._array.size
        if size != 1:
            what = "no values" if not size else "more than one value"
            raise RuntimeError(f"Boolean value of Tensor with {what} is ambiguous")
        return bool(self._array.item())

    def is_signed(self) -> bool:
        """Whether its dtype has negative numbers."""
        return self._array.dtype.kind in "ifc"

    def is_conj(self) -> bool:
        """Never: nothing is conjugated or negated later, and no memory is pinned or shared."""
        return False

    is_neg = is_pinned = is_shared = is_conj

    def is_set_to(self, tensor: Any) -> bool:
        """Whether it looks at the same memory in the same way."""
        first, second = writable(self), writable(tensor)  # type: ignore[arg-type]
        return bool(
            self.data_ptr() == tensor.data_ptr()  # type: ignore[attr-defined]
            and first.shape == second.shape
            and first.strides == second.strides
        )

    def isreal(self) -> Any:
        """True everywhere: there are no complex elements."""
        return fresh(xp.ones(self._array.shape, "bool"))

    def get_device(self) -> int:
        """-1: the CPU has no number."""
        return -1

    def dense_dim(self) -> int:
        """How many dimensions it has."""
        return int(self._array.ndim)

    def dim_order(self) -> tuple[int, ...]:
        """The dimensions from the outermost in memory to the innermost."""
        steps = self._array.strides
        return tuple(sorted(range(len(steps)), key=lambda d: -steps[d]))

    @readonly
    def is_cpu(self) -> bool:
        """Whether it is on the CPU: always."""
        return True

    @readonly
    def is_mps(self) -> bool:
        """Whether it is on a Mac's GPU: never."""
        return False

    is_xpu = is_ipu = is_xla = is_mtia = is_vulkan = is_maia = is_nested = is_sparse_csr = is_mps
