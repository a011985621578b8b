"""The table of operations, and how one of them is applied.

To add an operation is to add one entry to a file of ops/:

    mul = op(
        "mul",
        lambda self, other: self * other,                 # on arrays
        self=lambda grad, other: grad * other,            # one rule for each differentiable input
        other=lambda grad, self: grad * self,
        promote="same",
        samples=BROADCAST,
    )

A rule's parameter names say what it reads, and what the wanted rules read is what the node saves:
  grad                the gradient of the result (of its first output); `grads` those of all
  result              what the operation returned; with `outputs=(...)` each by its own name
  an input's name     that tensor (or the Python number given for it)
  another parameter   its plain value: dim, alpha
  X_sym_sizes, X_sym_numel, X_sym_strides   of the input X, without saving X
`_saved_*` of the node are exactly these names, so choose them as PyTorch's derivatives.yaml does.
Plain values are saved always, tensors only if a rule that reads them is wanted.

A rule may use operators and functions of the table only: it runs on arrays in an ordinary
backward, on tensors under create_graph, and on symbols to derive its text. Functions of the
table take all three. Gradients may come out in a broadcast shape and in a promoted dtype; the
engine sums and casts them.

Other keywords:
  node="ExpBackward0"    default: the op's name in CamelCase + "Backward0"
  promote=None | "same" | "float"   bring tensors to one dtype first (torch's promotion);
                         "float" also turns integers into the default float; None leaves arrays be
  quick=operator.add     a faster forward on the arrays alone, for calls with the default parameters
  into=operator.iadd     the same, computed in the first array's memory, for the in-place form
  view=True              the forward returns a NumPy view of its first input's array
  outputs=("values", "indices")     the forward returns a tuple with these; integer ones have no
                         gradient. outputs=MANY: a tuple of any length (unbind, split): rules
                         read `grads`. Both return a tuple of tensors; wrap it where torch does.
  A first parameter called `tensors` takes a sequence of tensors (cat, stack); its rule returns
  one gradient for each; `tensors_sym_sizes` is a tuple of their sizes.
  `in_place(mul)` is the in-place form, `mul_`.
The function that `op` returns takes the forward's parameters, by position or name, with the
forward's defaults. It has the entry as `.entry`. What torch's signature does beyond (`dim` as
varargs, overloads with nodes of different names) belongs in a plain function around it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

from gradwalk import inplace
from gradwalk.quick import function_of
from gradwalk.table import MANY, Op

OPS: dict[str, Op] = {}
_OPTIONS = {"node", "promote", "view", "outputs", "samples", "quick", "into"}

__all__ = ["MANY", "OPS", "Function", "Op", "in_place", "op", "operator"]


class Function(Protocol):
    """What `op` returns."""

    entry: Op

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the operation."""


def op(name: str, forward: Callable[..., Any], **options: Any) -> Function:
    """Add an entry to the table; returns the function that applies it."""
    if name in OPS:
        raise TypeError(f"op {name!r} is in the table already")
    rules = {key: options.pop(key) for key in tuple(options) if key not in _OPTIONS}
    entry = Op(name, forward, {**options, "rules": rules})
    OPS[name] = entry
    return _named(function_of(entry), entry, name)


def operator(function: Function) -> Function:
    """The function as an operator: NotImplemented for what is neither tensor nor number."""
    entry = function.entry
    return _named(function_of(entry, operator=True), entry, entry.name)


def in_place(function: Function, name: str | None = None, *, operator: bool = False) -> Function:
    """The in-place form of an operation: `in_place(mul)` is `mul_`, or the operator `*=`."""
    entry = function.entry
    name = name or entry.name + "_"
    return _named(inplace.function_of(entry, name, operator=operator), entry, name)


def _named(function: Callable[..., Any], entry: Op, name: str) -> Function:
    function.__name__ = function.__qualname__ = name
    made = cast("Function", function)
    made.entry = entry
    return made
