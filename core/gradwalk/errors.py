"""PyTorch's messages, in one place; each function returns the exception to raise.

The wording is PyTorch 2.13's. Earlier versions named the node (`output 0 of SigmoidBackward0`)
where 2.13 names the operation (`output 0 of Sigmoid`): `set_error_style("classic")` brings the
older wording back for the in-place error.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from typing import Any

_STYLES = ("2.13", "classic")
_style = "2.13"

FREED = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you "
    "call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward "
    "through the graph a second time or if you need to access saved tensors after calling "
    "backward."
)
_HINT = {
    "2.13": "torch.autograd.set_detect_anomaly(True, check_nan=False).",
    "classic": "torch.autograd.set_detect_anomaly(True).",
}
_HINT_START = (
    "Hint: enable anomaly detection to find the operation that failed to compute its gradient, "
    "with "
)
_HINT_ANOMALY = (
    "Hint: the backtrace further above shows the operation that failed to compute its gradient. "
    "The variable in question was changed in there or anywhere later. Good luck!"
)
NONLEAF_GRAD = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
    "attribute won't be populated during autograd.backward(). If you indeed want the .grad field "
    "to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you "
    "access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See "
    "github.com/pytorch/pytorch/pull/30531 for more information."
)
ITEM_MAPPED = (
    "vmap: It looks like you're calling .item() on a Tensor. We don't support vmap over calling "
    ".item() on a Tensor, please try to rewrite what you're doing with other operations. If error "
    "is occurring somewhere inside PyTorch internals, please file a bug report."
)
FLOW_MAPPED = (
    "vmap: It looks like you're attempting to use a Tensor in some data-dependent control flow. We "
    "don't support that yet, please file an issue at https://github.com/pytorch/pytorch/issues ."
)
RANDOM_MAPPED = (
    "vmap: called random operation while in randomness error mode. Please either use the 'same' or "
    "'different' randomness flags on vmap or perform the randomness operation out of vmap"
)
CREATE_GRAPH = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter "
    "and its gradient which can cause a memory leak. We recommend using autograd.grad when "
    "creating the graph to avoid this. If you have to use this function, make sure to reset the "
    ".grad fields of your parameters to None after use to break the cycle and avoid the leak."
)
DATA_NOT_FLOATING = (
    "data set to a tensor that requires gradients must be floating point or complex dtype"
)
DIRTY_LEAF = "a leaf Variable that requires grad has been used in an in-place operation."
DIRTY_VIEW = (
    "If your Function modifies inplace an input that is a view of another Tensor, your Function "
    "cannot return more than one Tensor. This is not supported by the current autograd engine. "
    "You should either make sure the input is not a view (using .clone() for example) or make "
    "your Function only return one Tensor (potentially splitting it into two Functions: one doing "
    "the inplace that returns a single Tensor and a second one that does the other operations). "
    "You can ask on the forum https://discuss.pytorch.org/ if you need help to do this change."
)
DIRTY_OTHER = (
    "ctx.mark_dirty() received a tensor that was not an input. Only input Tensors that have been "
    "mutated should be passed to ctx.mark_dirty()."
)
DIRTY_LOST = (
    "Some elements marked as dirty during the forward method were not returned as output. The "
    "inputs that are modified inplace must all be outputs of the Function."
)
T_NOT_A_MATRIX = (
    "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated "
    "and it will throw an error in a future release. Consider `x.mT` to transpose batches of "
    "matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a "
    "tensor."
)
OF_A_SCALAR = (
    "Tensor.{} is deprecated on 0-D tensors. This function is the identity in these cases."
)
MT_OF_A_VECTOR = "tensor.mT is only supported on matrices or batches of matrices. Got 1-D tensor."
NOT_LEAF_FLAG = (
    "you can only change requires_grad flags of leaf variables. If you want to use a computed "
    "variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
)
LEAF_WRITTEN = "a leaf Variable that requires grad is being used in an in-place operation."
LEAF_VIEW_WRITTEN = (
    "a view of a leaf Variable that requires grad is being used in an in-place operation."
)
EXPANDED_WRITTEN = (
    "unsupported operation: more than one element of the written-to tensor refers to a single "
    "memory location. Please clone() the tensor before performing the operation."
)
OVERLAP_WRITTEN = (
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to "
    "a single memory location. Please clone() the tensor before performing the operation."
)
_TRANSFORMED = (
    "You are attempting to call Tensor.{0}(){1} inside of a function being transformed by a "
    "functorch transform. This is unsupported, please attempt to use the functorch transforms "
    "(e.g. grad, vjp, jacrev, jacfwd, hessian) or call {0}() outside of a function being "
    "transformed instead."
)
_PERHAPS = " (or perhaps using torch.autograd.functional.* APIs)"
REQUIRES_GRAD_TRANSFORMED = _TRANSFORMED.format("requires_grad_", _PERHAPS)
RETAIN_GRAD_TRANSFORMED = _TRANSFORMED.format("retain_grad", "")
BACKWARD_TRANSFORMED = (
    "backward() called inside a functorch transform. This is not supported, please use "
    "functorch.grad or functorch.vjp instead or call backward() outside of functorch transforms."
)
INFERENCE_WRITTEN = (
    "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone "
    "to get a normal tensor before doing inplace update.See "
    "https://github.com/pytorch/rfcs/pull/17 for more details."
)
INFERENCE_SAVED = (
    "Inference tensors cannot be saved for backward. Please do not use Tensors created in "
    "inference mode in computation tracked by autograd. To work around this, you can make a clone "
    "to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of "
    "`torch.inference_mode()`."
)
_TO_SCALAR = (
    "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
    "Consider using tensor.detach() first."
)
DETACH_VIEW = (
    "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel "
    "(DDP) for training, and gradient_as_bucket_view is set as True, gradients are views of DDP "
    "buckets, and hence detach_() cannot be called on these gradients. To fix this error, please "
    "refer to the Optimizer.zero_grad() function in torch/optim/optimizer.py as the solution."
)
_MULTI_VIEW = (
    " This view is the output of a function that returns multiple views. Such functions do not "
    "allow the output views to be modified inplace. You should replace the inplace operation by "
    "an out-of-place one."
)
_CUSTOM_VIEW = (
    " This view was created inside a custom Function (or because an input was returned as-is) and "
    "the autograd logic to handle view+inplace would override the custom backward associated with "
    "the custom Function, leading to incorrect gradients. This behavior is forbidden. You can fix "
    "this by cloning the output of the custom Function."
)
_warned: set[str] = set()
_warn_always = False
BOOL_SUBTRACTED = (
    "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
    "`logical_xor()` operator instead."
)
INFERENCE_LEAF = (
    "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed."
)
EXPANDED_PUT = (
    "Use of index_put_ on expanded tensors is deprecated. Please clone() the tensor before "
    "performing this operation. This also applies to advanced indexing e.g. tensor[indices] = "
    "tensor"
)
EXPANDED_FILLED = (
    "Use of masked_fill_ on expanded tensors is deprecated. Please clone() the tensor before "
    "performing this operation. This also applies to advanced indexing e.g. tensor[mask] = scalar"
)


def warn_once(text: str) -> None:
    """Warn as PyTorch's TORCH_WARN_ONCE does: the first time in a process."""
    if _warn_always or text not in _warned:
        _warned.add(text)
        warnings.warn(text, UserWarning, stacklevel=4)


def warn_anew() -> None:
    """Warn again of what was warned of once: another program begins, as in a process of its own."""
    _warned.clear()


def set_warn_always(b: bool) -> None:
    """Whether to warn each time of what is otherwise warned of once in a process."""
    global _warn_always
    _warn_always = b


def is_warn_always_enabled() -> bool:
    """What set_warn_always was told."""
    return _warn_always


def warn_scalar() -> None:
    """A tensor with history becomes a plain number."""
    warn_once(_TO_SCALAR)


def set_error_style(style: str) -> None:
    """Word the in-place error as PyTorch 2.13 does ("2.13") or as earlier ones did ("classic")."""
    global _style
    if style not in _STYLES:
        raise ValueError(f"error style {style!r}: one of {', '.join(map(repr, _STYLES))} wanted")
    _style = style


def operation(node_name: str) -> str:
    """What a message calls a node: 2.13 says `Sum1` where earlier versions say SumBackward1."""
    if _style == "classic" or node_name.startswith("torch::"):
        return node_name
    return re.sub(r"Backward0$|Backward(?=\d*(_copy)?$)", "", node_name)


def modified(
    type_name: str,
    shape: Sequence[int],
    producer: tuple[str, int] | None,
    found: int,
    expected: int,
    *,
    anomaly: bool,
) -> RuntimeError:
    """A saved tensor is at another version than when it was saved."""
    which = ""
    if producer is not None:
        which = f", which is output {producer[1]} of {operation(producer[0])},"
    hint = _HINT_ANOMALY if anomaly else _HINT_START + _HINT[_style]
    return RuntimeError(
        "one of the variables needed for gradient computation has been modified by an inplace "
        f"operation: [{type_name} {list(shape)}]{which} is at version {found}; expected version "
        f"{expected} instead. {hint}"
    )


def _mode_advice(block: str) -> str:
    return (
        " Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify "
        f"your code by moving both the view and the inplace either both inside the {block} block "
        "(if you don't want the inplace to be tracked) or both outside (if you want the inplace "
        "to be tracked)."
    )


def view_written(creation: str, producer: tuple[str, int] | None, *, indirect: bool) -> Exception:
    """A view that must not be written in place was, or its base was written (`indirect`)."""
    subject = "its base or another view of its base has been" if indirect else "is being"
    named = producer and f"Output {producer[1]} of {operation(producer[0])} is a view"
    advice = {
        "multi": _MULTI_VIEW,
        "custom": _CUSTOM_VIEW,
        "no_grad": _mode_advice("no_grad"),
        "inference": _mode_advice("inference_mode"),
    }[creation]
    start = f"{named} of a view which was created in" if named else "A view was created in"
    if creation == "inference":
        text = f"{start} inference mode and {subject} modified inplace in normal mode."
    elif creation == "no_grad" or named is None:
        text = f"{start} no_grad mode and {subject} modified inplace with grad mode enabled."
    else:
        text = f"{named} and {subject} modified inplace."
    return RuntimeError(text + advice)


def no_grad_fn(index: int) -> RuntimeError:
    """A root of backward has no history."""
    return RuntimeError(
        f"element {index} of tensors does not require grad and does not have a grad_fn"
    )


def invalid_gradient(
    name: str, index: int, found: Sequence[int], wanted: Sequence[int]
) -> RuntimeError:
    """A node returned a gradient that does not fit the input it is for."""
    return RuntimeError(
        f"Function {name} returned an invalid gradient at index {index} - got {list(found)} but "
        f"expected shape compatible with {list(wanted)}"
    )


def unused(index: int) -> RuntimeError:
    """autograd.grad was asked for the gradient of something that played no part."""
    return RuntimeError(
        f"The differentiated Tensor at index {index} appears to not have been used in the graph. "
        "Set allow_unused=True if this is the desired behavior."
    )


def seed_shape(seed: int, root: int, found: Sequence[int], wanted: Sequence[int]) -> RuntimeError:
    """The gradient argument has another shape than its root; the first two are their places."""
    return RuntimeError(
        f"Mismatch in shape: grad_output[{seed}] has a shape of torch.Size({list(found)}) and "
        f"output[{root}] has a shape of torch.Size({list(wanted)})."
    )


NOTHING_MAPPED = (
    "vmap(vjp, in_dims=0, ...)(<inputs>): Got in_dim=0 for some input, but that input is a Tensor "
    "of dimensionality 0 so expected in_dim to satisfy 0 <= in_dim < 0."
)


def batched_shape(place: int, found: Sequence[int], wanted: Sequence[int]) -> RuntimeError:
    """A slice of a batched gradient argument has another shape than its root."""
    return RuntimeError(
        "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the "
        "batch dimension. The sizes of the remaining dimensions are expected to match the shape of "
        f"corresponding output, but a mismatch was detected: grad_output[{place}] has a shape of "
        f"torch.Size({list(found)}) and output[{place}] has a shape of torch.Size({list(wanted)}). "
        "If you only want some tensors in `grad_output` to be considered batched, consider using "
        "vmap."
    )


def check_assigned_grad(tensor: Any, grad: Any) -> None:
    """Raise where `tensor.grad = grad` is refused."""
    if grad is tensor:
        raise RuntimeError("can't assign Variable as its own grad")
    found, wanted = grad.dtype, tensor.dtype
    if found is not wanted:
        raise RuntimeError(
            f"attempting to assign a gradient with dtype '{found.c_name}' to a tensor with "
            f"grad_dtype '{wanted.word}'. The gradient must match the tensor's grad_dtype "
            "(defaults to the tensor's dtype). You can set the tensor's grad_dtype attribute with "
            "a specific dtype, or None to allow any dtype. Set grad_dtype with caution. Diverging "
            "the dtypes of a tensor and its gradient may break downstream systems that assume "
            "they match."
        )
    if grad.shape != tensor.shape:
        raise RuntimeError(
            f"attempting to assign a gradient of size '{list(grad.shape)}' to a tensor of size "
            f"'{list(tensor.shape)}'. Please ensure that the gradient and the tensor are the same "
            "size"
        )


def sizes_differ(first: int, second: int, dim: int) -> RuntimeError:
    """Two shapes do not broadcast."""
    return RuntimeError(
        f"The size of tensor a ({first}) must match the size of tensor b ({second}) at "
        f"non-singleton dimension {dim}"
    )


def output_shape(found: Sequence[int], wanted: Sequence[int]) -> RuntimeError:
    """A result does not fit where it is to be written."""
    text = f"output with shape {list(found)} doesn't match the broadcast shape {list(wanted)}"
    return RuntimeError(text)


_NO_NEGATION = (
    "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a "
    "mask, use the `~` or `logical_not()` operator instead."
)
_SUBTRACTION = (
    "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to "
    "invert a mask, use the `~` or `logical_not()` operator instead."
)
NO_BOOLS = ("sub", "rsub", "rsub_scalar")
_BITWISE = ("bitwise_and", "bitwise_or", "bitwise_xor")
KIND_REFUSED = (*_BITWISE, "neg")


def kind_refused(operation: str, dtype: Any) -> Exception:
    """An operation that does not exist for the dtype."""
    if operation == "neg":
        return RuntimeError(_NO_NEGATION)
    return NotImplementedError(f"\"{operation}_cpu\" not implemented for '{dtype.word}'")


def check_bools(operands: Sequence[Any]) -> None:
    """Refuse to subtract truth values."""
    kinds = [getattr(getattr(each, "dtype", None), "kind", "") for each in operands]
    pairs = zip(operands, kinds, strict=True)
    bools = [isinstance(each, bool) or kind == "b" for each, kind in pairs]
    if all(bools):
        raise RuntimeError(BOOL_SUBTRACTED)
    if any(bools):
        raise RuntimeError(_SUBTRACTION)


def not_a_tensor(function: str, parameter: str, position: int, found: object) -> TypeError:
    """A method got something that is neither a tensor nor a number; `self` does not count."""
    position = max(position, 1)
    parameter = "input" if parameter == "self" else parameter
    from gradwalk.signatures import type_name  # which needs much that needs this

    kind = type_name(found)
    return TypeError(
        f"{function}(): argument '{parameter}' (position {position}) must be Tensor, not {kind}"
    )


def out_with_grad(function: str) -> RuntimeError:
    """`out=` was given where an argument requires grad."""
    return RuntimeError(
        f"{function}(): functions with out=... arguments don't support automatic differentiation, "
        "but one of the arguments requires grad."
    )


def cannot_cast(found: Any, wanted: str) -> RuntimeError:
    """A result of one dtype cannot be written into memory of another."""
    return RuntimeError(
        f"result type {found.word} can't be cast to the desired output type {wanted}"
    )


def not_a_bool(what: str, found: object) -> TypeError:
    """An argument was given something that is no truth value."""
    return TypeError(f"{what} must be bool, not {type(found).__name__}")


def not_a_flag(name: str, found: object) -> TypeError:
    """`requires_grad` was given something that is no truth value."""
    return not_a_bool(f"{name}_(): argument '{name}' (position 1)", found)


_SIZES = re.compile(r"with shape \((.*)\) and data type (\w+)")


def no_memory(error: MemoryError) -> Exception:
    """What PyTorch says where an array module cannot get the memory for a result."""
    found = _SIZES.search(str(error))
    if found is None:
        return error
    count = math.prod(int(each) for each in found[1].split(",") if each.strip())
    bits = re.search(r"\d+$", found[2])
    return cannot_allocate(count * (int(bits[0]) // 8 if bits else 1))


def cannot_allocate(wanted: int) -> RuntimeError:
    """The allocator's refusal of so many bytes."""
    return RuntimeError(
        "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate "
        f"memory: you tried to allocate {wanted} bytes. Error code 12 (Cannot allocate memory)"
    )


NO_JVP = (
    "You must implement the jvp function for custom autograd.Function to use it with forward mode "
    "AD."
)
NOT_MATRICES = "tensor.{} is only supported on matrices or batches of matrices. Got 1-D tensor."
PROJECTIONS = "LSTM with projections is not supported with oneDNN. Using default implementation."
