"""The operations as methods and operators of Tensor: one line each.

A function of the table is a method as it is: its first parameter is `self`.
"""

from __future__ import annotations

from gradwalk.op import in_place
from gradwalk.ops import elementwise as e


class Methods:
    """What Tensor has of the table of operations."""

    __slots__ = ()

    add = __add__ = __radd__ = e.add
    add_ = __iadd__ = in_place(e.add)
    mul = multiply = __mul__ = __rmul__ = e.mul
    mul_ = __imul__ = in_place(e.mul)
    exp = e.exp
