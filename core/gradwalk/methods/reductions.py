"""The methods of Tensor that reduce, accumulate and order."""

from __future__ import annotations

from typing import Any

from gradwalk.op import in_place
from gradwalk.ops import distance, pick, quantiles, reduce, scan, spread, statistics


class Reductions:
    """Sums, extremes, running sums, order statistics."""

    __slots__ = ()

    cumsum_ = in_place(scan.cumsum)
    cumprod_ = in_place(scan.cumprod)
    sum = reduce.sum
    mean = reduce.mean
    nansum = reduce.nansum
    prod = scan.prod
    max = pick.max
    min = pick.min
    amax = pick.amax
    amin = pick.amin
    argmax = pick.argmax
    argmin = pick.argmin
    argsort = pick.argsort
    median = pick.median
    all = pick.all_
    any = pick.any_
    count_nonzero = pick.count_nonzero
    var = spread.var
    std = spread.std
    norm = spread.norm
    logsumexp = spread.logsumexp_
    cumsum = scan.of_floats(scan.cumsum)
    cumprod = scan.of_floats(scan.cumprod)
    logcumsumexp = scan.logcumsumexp
    cummax = pick.cummax
    cummin = pick.cummin
    sort = pick.sort
    topk = pick.topk
    kthvalue = pick.kthvalue
    nanmean = reduce.nanmean
    unique = statistics.unique
    bincount = statistics.bincount
    histc = statistics.histc
    histogram = statistics.histogram
    renorm = spread.renorm
    renorm_ = in_place(spread.renorm_, "renorm_")
    mode = statistics.mode
    diff = statistics.diff
    quantile = quantiles.quantile
    nanquantile = quantiles.nanquantile
    nanmedian = pick.nanmedian
    cov = statistics.cov
    corrcoef = statistics.corrcoef
    dist = distance.dist
    aminmax = pick.aminmax

    def msort(self) -> Any:
        """Sorted along the first dimension."""
        return self.sort(0).values

    def unique_consecutive(
        self, return_inverse: bool = False, return_counts: bool = False, dim: Any = None
    ) -> Any:
        """The elements without repeats of their neighbours."""
        return statistics.unique_consecutive(self, return_inverse, return_counts, dim)
