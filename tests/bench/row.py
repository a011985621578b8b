"""One line of the table that `make bench` prints, and how a time is taken."""

import gc
import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure and what is wanted of it."""

    what: str
    value: float
    unit: str  # "ms", "s", "frames/s", "x"
    wanted: str = ""  # "<= 300", ">= 50"; empty: only to be looked at
    note: str = ""

    @property
    def held(self):
        """Whether the figure is as wanted; None where nothing is."""
        if not self.wanted:
            return None
        relation, bound = self.wanted.split()
        return self.value <= float(bound) if relation == "<=" else self.value >= float(bound)


def median(work, times=5, *, warm=1):
    """The median seconds that `work()` takes, after a warm-up, with the collector between runs."""
    for _ in range(warm):
        work()
    taken = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
