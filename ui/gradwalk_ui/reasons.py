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
    _reason("TypeError", r"^params argument given to the optimizer", "optimizer_params", "in_list"),
    _reason("RuntimeError", r"returned nan values", "nan", "look_for_nan", "keep_away"),
    _reason(
        "RuntimeError",
        r"(?P<name>\w+) returned an incorrect number of gradients "
        r"\(expected (?P<wanted>\d+), got (?P<found>\d+)\)",
        "gradients_returned",
        "none_for_rest",
    ),
    _reason(
        "RuntimeError",
        r"(?P<name>\w+) returned an invalid gradient at index (?P<index>\d+) - "
        r"got (?P<found>\[.*?\]) but expected shape compatible with (?P<wanted>\[.*?\])",
        "gradient_returned",
    ),
    _reason(
        "RuntimeError", r"^Legacy autograd function with non-static forward", "legacy_function"
    ),
    _reason("GradcheckError", r"Jacobian mismatch", "gradcheck", "double"),
    _reason("RuntimeError", r"[Ii]nference tensor", "inference", "no_grad_instead", "clone_leaf"),
    # layers and losses
    _reason("RuntimeError", r"expected target dtype to be Long", "target_dtype", "long"),
    _reason("IndexError", r"^Target (?P<target>-?\d+) is out of bounds", "target_range"),
    _reason("RuntimeError", r"^0D or 1D target tensor expected", "target_dims", "squeeze"),
    _reason(
        "ValueError",
        r"input batch_size \((?P<wanted>\d+)\) to match target batch_size \((?P<found>\d+)\)",
        "target_batch",
        "print_shapes",
    ),
    _reason(
        "ValueError",
        r"target size \(torch.Size\((?P<found>.*?)\)\) that is different to the input size "
        r"\(torch.Size\((?P<wanted>.*?)\)\)",
        "target_size",
    ),
    _reason(
        "RuntimeError",
        r"^all elements of (?:input|target) should be between 0",
        "probability",
        "logits",
    ),
    _reason(
        "RuntimeError",
        r"expected input(?P<shape>\[.*?\]) to have (?P<wanted>\d+) channels, "
        r"but got (?P<found>\d+)",
        "channels",
        "print_shapes",
    ),
    _reason(
        "RuntimeError",
        r"\(unbatched\) or (?P<dims>\d)D \(batched\) input to conv\dd, .* size: (?P<shape>\[.*?\])",
        "conv_dims",
        "unsqueeze",
    ),
    _reason(
        "RuntimeError",
        r"input.size\(-1\) must be equal to input_size. "
        r"Expected (?P<wanted>\d+), got (?P<found>\d+)",
        "features",
        "print_shapes",
    ),
    _reason("TypeError", r"^(?P<kind>\w+) is not a Module subclass", "not_module"),
    _reason("ValueError", r"^Expected more than 1 value per channel", "batch_of_one", "eval"),
    _reason("IndexError", r"^index out of range in self", "embedding_range"),
    _reason("RuntimeError", r"^Error\(s\) in loading state_dict for (?P<name>\w+)", "state_dict"),
    _reason("NotImplementedError", r"^Module \[(?P<name>\w+)\] is missing the", "no_forward"),
    _reason("AttributeError", r"^cannot assign .* before Module.__init__\(\)", "no_super_init"),
    _reason("AssertionError", r"^Torch not compiled with CUDA", "no_cuda", "on_cpu"),
    # shapes, dtypes
    _reason(
        "RuntimeError",
        r"result type (?P<result>\w+) can't be cast to the desired output type (?P<wanted>\w+)",
        "write_dtype",
        "plain_op",
        "make_float",
    ),
    _reason("RuntimeError", r"could not infer output dtype", "mean_of_int", "make_float"),
    _reason(
        "RuntimeError IndexError",
        r"Expected dtype int32 or int64 for index|tensors used as indices must be long"
        r"|'indices' to have one of the following scalar types",
        "index_dtype",
        "long",
    ),
    _reason(
        "ValueError",
        r"^expected sequence of length (?P<a>\d+) at dim \d+ \(got (?P<b>\d+)\)",
        "ragged",
    ),
    _reason(
        "RuntimeError ValueError",
        r"cannot be converted to Scalar|^only one element tensors can be converted",
        "one_number",
        "sum_or_index",
    ),
    _reason(
        "RuntimeError",
        r"^Sizes of tensors must match except in dimension (?P<dim>\d+)\. "
        r"Expected size (?P<a>\d+) but got size (?P<b>\d+)",
        "cat_sizes",
        "print_shapes",
    ),
    _reason(
        "RuntimeError",
        r"^stack expects each tensor to be equal size, but got (?P<a>\[.*?\]) at entry \d+ and "
        r"(?P<b>\[.*?\])",
        "stack_sizes",
        "print_shapes",
    ),
    _reason(
        "IndexError",
        r"^Dimension out of range \(expected to be in range of \[(?P<low>-\d+), (?P<high>\d+)\], "
        r"but got (?P<dim>-?\d+)\)",
        "dimension",
        "print_shapes",
    ),
    _reason(
        "IndexError",
        r"^index (?P<at>-?\d+) is out of bounds for dimension (?P<dim>\d+) with size (?P<size>\d+)",
        "index_range",
        "print_shapes",
    ),
    _reason("IndexError", r"^too many indices for tensor of dimension (?P<dims>\d+)", "indices"),
    _reason("LinAlgError _LinAlgError", r"matrix is singular", "singular"),
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
    _reason("RuntimeError", r"have the same dtype|^Found dtype", "dtype", "make_float"),
    # Python
    _reason(
        "NameError UnboundLocalError",
        r"(?:name|variable) '(?P<name>\w+)'",
        "name",
        "name_spelling",
        "name_before",
    ),
    _reason("AttributeError", r"does not exist in gradwalk", "missing_in_gradwalk"),
    _reason("AttributeError", r"'NoneType' object has no attribute '(?P<name>\w+)'", "none"),
    _reason("TypeError", r"'NoneType'|not NoneType", "none"),
    _reason(
        "AttributeError",
        r"'(?P<kind>(?:builtin_function_or_)?method)' object has no attribute '(?P<name>\w+)'",
        "uncalled",
    ),
    _reason(
        "AttributeError", r"'(?P<kind>\w+)' object has no attribute '(?P<name>\w+)'", "attribute"
    ),
    _reason("TypeError", r"'(?:builtin_function_or_)?method'", "uncalled"),
    _reason("TypeError", r"'(?P<kind>[\w.]+)' object is not callable", "not_callable"),
    _reason("TypeError", r"'(?P<kind>\w+)' object is not iterable", "not_iterable"),
    _reason(
        "TypeError",
        r"unsupported operand type\(s\) for (?P<sign>.*?): '(?P<a>[\w.]+)' and '(?P<b>[\w.]+)'",
        "operands",
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
    _reason("ValueError", r"values to unpack", "unpack"),
    _reason("TypeError", r"got an unexpected keyword argument '(?P<name>\w+)'", "keyword"),
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
