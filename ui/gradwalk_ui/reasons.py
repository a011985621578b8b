"""Known errors: how to recognise one, what to say about it and how to mend it.

Groups that a pattern names become arguments of the words, next to {line}, {type} and {text}.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of error; `key` completes "explain." and `mends` complete "mend."."""

    types: tuple[str, ...]
    pattern: re.Pattern[str]
    key: str
    mends: tuple[str, ...] = ()


def _reason(types: str, pattern: str, key: str, *mends: str) -> Reason:
    return Reason(tuple(types.split()), re.compile(pattern, re.DOTALL), key, mends)


REASONS = (
    # autograd
    _reason(
        "RuntimeError",
        r"backward through the graph a second time",
        "twice",
        "retain_graph",
        "forward_again",
        "one_backward",
    ),
    _reason(
        "RuntimeError",
        r"element \d+ of tensors does not require grad",
        "no_grad_fn",
        "requires_grad",
        "no_detach",
    ),
    _reason(
        "RuntimeError",
        r"grad can be implicitly created only for scalar",
        "nonscalar",
        "sum_first",
        "give_gradient",
    ),
    _reason(
        "RuntimeError",
        r"^a leaf Variable that requires grad is being used in an in-place",
        "leaf_written",
        "under_no_grad",
        "plain_op",
    ),
    _reason(
        "RuntimeError",
        r"a view of a leaf Variable that requires grad",
        "leaf_view_written",
        "under_no_grad",
        "clone_leaf",
    ),
    _reason("RuntimeError", r"is a view and (?:is|its base)", "view_written", "clone_view"),
    _reason("RuntimeError", r"A view was created in no_grad", "view_no_grad", "same_mode"),
    _reason(
        "RuntimeError",
        r"Can't call numpy\(\) on Tensor that requires grad",
        "numpy_grad",
        "detach_numpy",
    ),
    _reason("RuntimeError", r"can't retain_grad on Tensor", "retain_plain", "requires_grad"),
    _reason("RuntimeError", r"[Oo]nly Tensors of floating point", "grad_of_int", "float_leaf"),
    _reason(
        "RuntimeError",
        r"Mismatch in shape: grad_output\[\d+\] has a shape of torch.Size\((?P<given>.*?)\) and "
        r"output\[\d+\] has a shape of torch.Size\((?P<wanted>.*?)\)",
        "gradient_shape",
        "ones_like",
    ),
    _reason(
        "RuntimeError",
        r"One of the differentiated Tensors|at index \d+ appears to not have "
        r"been used in the graph",
        "unused",
        "allow_unused",
    ),
    _reason(
        "RuntimeError", r"you can only change requires_grad flags of leaf", "flag_nonleaf", "detach"
    ),
    _reason("ValueError", r"can't optimize a non-leaf Tensor", "optimize_nonleaf", "leaf_first"),
    _reason("ValueError", r"optimizer got an empty parameter list", "optimizer_empty"),
    _reason("RuntimeError", r"returned nan values", "nan", "look_for_nan", "keep_away"),
    _reason("RuntimeError", r"[Ii]nference tensor", "inference", "no_grad_instead", "clone_leaf"),
    # shapes, dtypes
    _reason("TypeError", r"iteration over a 0-d tensor", "zero_dim", "item"),
    _reason(
        "RuntimeError",
        r"The size of tensor a \((?P<a>\d+)\) must match the size of tensor b \((?P<b>\d+)\) at "
        r"non-singleton dimension (?P<dim>\d+)",
        "broadcast",
        "print_shapes",
        "unsqueeze",
    ),
    _reason(
        "RuntimeError",
        r"shapes cannot be multiplied \((?P<a>\w+) and (?P<b>\w+)\)",
        "matmul",
        "print_shapes",
        "transpose",
    ),
    _reason("RuntimeError", r"size mismatch|inconsistent tensor size", "sizes", "print_shapes"),
    _reason(
        "RuntimeError",
        r"shape '(?P<shape>.*?)' is invalid for input of size (?P<size>\d+)",
        "reshape",
        "minus_one",
    ),
    _reason("RuntimeError", r"view size is not compatible", "view_layout", "use_reshape"),
    _reason("RuntimeError", r"doesn't match the broadcast shape", "write_shape", "plain_op"),
    _reason(
        "RuntimeError",
        r"Boolean value of Tensor with more than one",
        "bool_many",
        "all_of",
        "any_of",
    ),
    _reason(
        "RuntimeError", r"more than one element of the written-to tensor", "expanded", "clone_view"
    ),
    _reason("RuntimeError", r"have the same dtype|can't be cast", "dtype", "make_float"),
    # Python
    _reason(
        "NameError UnboundLocalError",
        r"(?:name|variable) '(?P<name>\w+)'",
        "name",
        "name_spelling",
        "name_before",
    ),
    _reason("AttributeError", r"does not exist in gradwalk", "missing_in_gradwalk"),
    _reason(
        "AttributeError", r"'(?P<kind>\w+)' object has no attribute '(?P<name>\w+)'", "attribute"
    ),
    _reason("ModuleNotFoundError ImportError", r"(?P<rest>.*)", "import"),
    _reason("IndentationError TabError", r"(?P<rest>.*)", "indentation"),
    _reason("SyntaxError", r"'(?P<sign>.)' was never closed", "never_closed"),
    _reason("SyntaxError", r"unterminated string", "string_open"),
    _reason("SyntaxError", r"(?P<rest>.*)", "syntax"),
    _reason("ZeroDivisionError", r".*", "zero_division"),
    _reason("RecursionError", r".*", "recursion"),
    _reason("IndexError", r".*", "index", "print_shapes"),
    _reason("KeyError", r"(?P<name>.*)", "key"),
    _reason("AssertionError", r".*", "assertion"),
    _reason("TypeError", r"takes|required positional|unexpected keyword", "arguments"),
    _reason("TypeError", r"unsupported operand|not callable|object is not", "type"),
)


def find(type_name: str, text: str) -> tuple[Reason, dict[str, str]] | None:
    """Return the first reason that fits an error, with the groups of its pattern."""
    for reason in REASONS:
        if type_name in reason.types:
            match = reason.pattern.search(text)
            if match is not None:
                groups = {k: v for k, v in match.groupdict().items() if v is not None}
                return reason, groups
    return None
