"""Scalars: numbers with a dtype. `float32` is what a training loop on scalars spends its time in.

Its arithmetic is written out: both numbers are Python floats, the result passes through a cell of
C floats, which rounds it. A product of two 24-bit mantissas is exact in a double, and so is the
rounding of sums and quotients, so this is float32 arithmetic to the last bit.
"""

from __future__ import annotations

from array import array
from typing import Any

from gradwalk.ndlist import dtype as dtypes
from gradwalk.ndlist import elementwise as e
from gradwalk.ndlist.base import GenericBase, build, scalar
from gradwalk.ndlist.create import array as make
from gradwalk.ndlist.methods import Methods
from gradwalk.ndlist.operators import Operators
