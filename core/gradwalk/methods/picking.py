"""The methods of Tensor that read and write by index."""

from __future__ import annotations

from typing import Any

from gradwalk import indexing
from gradwalk.op import in_place
from gradwalk.ops import accumulate, basic_index, diagonals, parts
from gradwalk.ops import gather as picking


class Picking:
    """Elements by their places."""

    __slots__ = ()

    gather = picking.gather
    scatter = picking.scatter
    scatter_add = picking.scatter_add
    scatter_ = picking.scatter_
    scatter_add_ = in_place(picking.scatter_add)
    index_select = picking.index_select
    index_add = picking.index_add
    index_add_ = in_place(picking.index_add)
    index_fill = picking.index_fill
    index_fill_ = in_place(picking.index_fill)
    index_copy = picking.index_copy
    index_copy_ = in_place(picking.index_copy)
    masked_select = picking.masked_select
    masked_scatter = picking.masked_scatter
    masked_scatter_ = in_place(picking.masked_scatter)
    take = picking.take
    take_along_dim = picking.take_along_dim
    nonzero = picking.nonzero
    select = parts.pick
    index_put = indexing.index_put_at
    index_put_ = indexing.index_put_at_
    put = accumulate.put
    put_ = in_place(accumulate.put)
    scatter_reduce = accumulate.scatter_reduce
    scatter_reduce_ = in_place(accumulate.scatter_reduce)
    select_scatter = basic_index.select_scatter
    slice_scatter = basic_index.slice_scatter
    diagonal_scatter = diagonals.diagonal_scatter
    index_reduce = accumulate.index_reduce
    index_reduce_ = accumulate.index_reduce_
    nonzero_static = picking.nonzero_static

    def argwhere(self) -> Any:
        """The places of the elements that are not zero."""
        return self.nonzero()

    def __delitem__(self, index: Any) -> None:
        raise TypeError("Tensor does not support deleting items")
