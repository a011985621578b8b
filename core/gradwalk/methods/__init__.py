"""What Tensor has of the table of operations, and of shapes and conversions, by family."""

from gradwalk.methods.conversion import Conversion
from gradwalk.methods.elementwise import Elementwise
from gradwalk.methods.picking import Picking
from gradwalk.methods.products import Products
from gradwalk.methods.questions import Questions
from gradwalk.methods.randoms import Randoms
from gradwalk.methods.reductions import Reductions
from gradwalk.methods.shapes import Shapes


class Methods(Elementwise, Reductions, Products, Picking, Randoms, Shapes, Conversion, Questions):
    """All of them but the operators."""

    __slots__ = ()


for _family in Methods.__bases__:  # a program that prints one sees what it is a method of
    for _name, _each in vars(_family).items():
        if getattr(_each, "__qualname__", "").startswith(_family.__name__ + "."):
            _each.__qualname__ = f"Tensor.{_name}"
