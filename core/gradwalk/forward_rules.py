"""Forward mode's rules: the tangent of an operation's results from those of its inputs.

Most follow from the table. An operation element by element has its own rule for backward, with the
tangent for the gradient; a linear one is applied to the tangents; a product of two is the sum of
two products. Of the rest the rule is transposed: backward is linear in the gradient, and the
gradient of *that* is the product wanted. A few are written out as PyTorch's derivatives.yaml does,
where it is the rounding or the graph of the tangent that would differ.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import apply, mode
from gradwalk.array import xp
from gradwalk.backward import grad as gradients
from gradwalk.engine import fit
from gradwalk.graph import NONE, Node, leaf_edge
from gradwalk.ops.arithmetic import add, div, mul, neg, sub
from gradwalk.ops.broadcast import expand
from gradwalk.ops.linalg import mm
from gradwalk.ops.pick import amax
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.transcendental import exp
from gradwalk.table import FROM_INPUT, FROM_RESULT, Op
from gradwalk.tangents import zeros_like
from gradwalk.tensorbase import TensorBase, fresh, is_tensor
from gradwalk.trace import listen
from gradwalk.views import edge_of, tracked

Tangents = Sequence[Any]

_ELEMENTWISE = """
    abs acos acosh asin asinh atan atan2 atanh ceil celu clamp clamp_max clamp_min clamp_tensor cos
    cosh deg2rad digamma elu erf erfc erfinv exp exp2 expm1 floor frac gelu hardshrink hardsigmoid
    hardswish hardtanh hypot leaky_relu lgamma log log10 log1p log2 log_sigmoid logaddexp
    logaddexp2 logit maximum minimum fmax fmin mish nan_to_num polygamma pow pow_scalar pow_tensor
    prelu_kernel rad2deg reciprocal relu round round_decimals rsqrt sgn sigmoid sign silu sin sinc
    sinh softplus softshrink sqrt tan tanh threshold trunc xlogy xlogy_number xlogy_scalar fmod
    fmod_tensor remainder
    special_entr special_erfcx special_ndtri special_log_ndtr special_i0e
    special_i1 special_i1e special_xlog1py special_xlog1py_scalar special_xlog1py_number i0 mvlgamma
    igamma igammac special_zeta special_zeta_scalar remainder_tensor copysign where masked_fill
    masked_fill_tensor mul_scalar div_scalar add_scalar sub_scalar addcmul addcdiv lerp lerp_tensor
    div_mode heaviside
"""
_LINEAR = """
    alias as_strided cat channel_shuffle clone contiguous cumsum diag_embed diagonal embedding
    expand flip gather im2col col2im index index_select mean mean_dim neg permute pixel_shuffle
    pixel_unshuffle reflection_pad1d reflection_pad2d reflection_pad3d repeat replication_pad1d
    replication_pad2d replication_pad3d reshape_alias roll rot90 select slice split
    split_with_sizes squeeze squeeze_dim squeeze_dims squeeze_of_matmul stack sum sum_dim t take to
    trace transpose tril triu unbind unfold unsafe_view unsqueeze view block_diag avg_pool2d
    avg_pool3d adaptive_avg_pool2d masked_select select_backward slice_backward index_backward
"""
ELEMENTWISE, LINEAR = frozenset(_ELEMENTWISE.split()), frozenset(_LINEAR.split())
PRODUCTS = frozenset(("mm", "mv", "bmm", "dot", "matmul_any", "linalg_cross"))
MISSING = {  # of which PyTorch has no rule
    "cdist": "_cdist_forward",
    "embedding_bag": "_embedding_bag",
    "multi_margin_loss": "multi_margin_loss",
    "multilabel_margin_loss": "multilabel_margin_loss_forward",
}
_NOT_THERE = (
    "Trying to use forward AD with {} that does not support it because it has not been implemented "
    "yet.\nPlease file an issue to PyTorch at https://github.com/pytorch/pytorch/issues/new?"
    "template=feature-request.yml so that we can prioritize its implementation or submit a PR "
    "adding the implementation to derivatives.yaml"
)


def tangents_of(
    entry: Op, args: Sequence[Any], outputs: Sequence[TensorBase], given: Tangents
) -> Tangents:
    """The tangents of the outputs; `given` has one, or None, for each input with a rule."""
    name = entry.name
    if name in MISSING:
        raise NotImplementedError(_NOT_THERE.format(MISSING[name]))
    if name in _FORMULAS:
        return (_by_formula(entry, args, outputs, given),)
    before, mode.in_rule = mode.in_rule, True
    try:
        if name in ELEMENTWISE and entry.outputs is None:
            return (_element_by_element(entry, args, outputs[0], given),)
        if name in LINEAR:
            made = _applied(entry, args, given)
            return (made,) if entry.outputs is None else made
        if name in PRODUCTS:
            return (_of_product(entry, args, given),)
    finally:
        mode.in_rule = before
    return _transposed(entry, args, outputs, given)


# --- sums with what does not move -----------------------------------------------------------------
class _Zero:
    """What zeros times something with a history makes: no numbers to PyTorch, but a node."""

    def __init__(self, function: Callable[..., Any], *args: Any) -> None:
        self.function, self.args = function, args

    def as_number(self, zero: float) -> Any:
        """A tensor of zeros that has this history."""
        made = self.function(*self.args)
        made._array = xp.full_like(made._array, zero)
        return made


def _plus(first: Any, second: Any) -> Any:
    """The sum, where None stands for zeros: PyTorch has a node for it all the same."""
    first, second = [x.as_number(-0.0) if x.__class__ is _Zero else x for x in (first, second)]
    if first is None or second is None:
        found = second if first is None else first
        if found is None or not _recorded(found):
            return found
        return add(found, fresh(found._array.dtype.type(-0.0)))  # which changes no number
    return add(first, second)


def _times(tangent: Any, factor: Any) -> Any:
    if tangent is not None:
        return mul(tangent, factor)
    return _Zero(mul, zeros_like(factor), factor) if _recorded(factor) else None


def _recorded(*values: Any) -> bool:
    """Whether an operation on one of these would have a node."""
    return mode.grad_enabled and any(is_tensor(each) and tracked(each) for each in values)


def _scaled(tangent: Any, alpha: Any) -> Any:
    return tangent if tangent is None or alpha == 1 else mul(tangent, alpha)


def _minus(first: Any, second: Any) -> Any:
    if second is None:
        return _plus(first, None)
    if second.__class__ is _Zero:
        second = second.as_number(0.0)
    return neg(second) if first is None else sub(first, second)


# --- by the table ---------------------------------------------------------------------------------
def _element_by_element(entry: Op, args: Sequence[Any], result: TensorBase, given: Tangents) -> Any:
    """Each input's own rule with its tangent for the gradient, summed."""
    total: Any = None
    for number, (rule, tangent) in enumerate(zip(entry.rules, given, strict=True)):
        values = _read(entry, rule.reads, args, result)
        if tangent is None:
            if not is_tensor(args[rule.position]):
                continue
            values["grad"] = zeros_like(result)
            part: Any = None
            if _recorded(*values.values()):
                part = _Zero(rule.function, *[values[name] for name in rule.reads])
        else:
            shape = result._array.shape
            values["grad"] = tangent if tangent._array.shape == shape else expand(tangent, shape)
            part = rule.function(*[values[name] for name in rule.reads])
        total = part if number == 0 else _plus(total, part)
    return total


def _read(
    entry: Op, names: Sequence[str], args: Sequence[Any], result: TensorBase
) -> dict[str, Any]:
    """What rules read, by its name."""
    found: dict[str, Any] = {}
    for each in entry.read:
        if each.name not in names:
            continue
        if each.kind == FROM_RESULT:
            found[each.name] = result
        elif each.kind == FROM_INPUT:
            found[each.name] = primal(args[each.place])
        else:
            assert each.derive is not None
            value = args[each.place]
            found[each.name] = each.derive(value._array if is_tensor(value) else value)
    return found


def primal(value: Any) -> Any:
    """The value without its tangent, by the node that PyTorch has for this."""
    if is_tensor(value) and mode.grad_enabled and tracked(value):
        from gradwalk.ops.basic_index import fw_primal

        return fw_primal(value)
    return value


def _applied(entry: Op, args: Sequence[Any], given: Tangents) -> Any:
    """The operation on the tangents."""
    function = entry_function(entry)
    if entry.variadic:
        pairs = zip(given, args[0], strict=True)
        return function([zeros_like(x) if t is None else t for t, x in pairs], *args[1:])
    values = list(args)
    for place, tangent in zip(entry.places, given, strict=True):
        values[place] = (
            tangent if tangent is not None or values[place] is None else zeros_like(values[place])
        )
    return function(*values)


_functions: dict[str, Callable[..., Any]] = {}


def entry_function(entry: Op) -> Callable[..., Any]:
    """The function that applies an entry to all its arguments."""
    if entry.name not in _functions:
        _functions[entry.name] = apply.general(entry)
    return _functions[entry.name]


def _of_product(entry: Op, args: Sequence[Any], given: Tangents) -> Any:
    """d(a b) = da b + a db."""
    first, second, *rest = args
    function = entry_function(entry)
    return _plus(*_two_products(lambda a, b: function(a, b, *rest), first, second, *given))


def _two_products(function: Any, a: Any, b: Any, a_t: Any, b_t: Any) -> tuple[Any, Any]:
    """The product of each factor's tangent and the other factor."""
    if a_t is not None:
        left = function(a_t, primal(b))
    else:
        left = _Zero(function, zeros_like(a), primal(b)) if _recorded(b) else None
    if b_t is not None:
        return left, function(primal(a), b_t)
    return left, _Zero(function, primal(a), zeros_like(b)) if _recorded(a) else None


def _transposed(
    entry: Op, args: Sequence[Any], outputs: Sequence[TensorBase], given: Tangents
) -> Tangents:
    """The gradient of backward with respect to the gradient it was given."""
    inputs = args[0] if entry.variadic else [args[place] for place in entry.places]
    recording = _recorded(*inputs, *given)
    seeds = [_seed(each) for each in outputs]
    with mode.enable_grad():
        node = _twin(entry, args, inputs, outputs, given)
        if (level := listen.follower(listen.listener)) is not None:
            level.share(node, outputs)
        parts = node.run(seeds[: len(node.meta)], True)
        pairs = [
            (fit(part, tangent._array.shape, tangent._array.dtype, None, 0), tangent)
            for part, tangent in zip(parts, given, strict=True)
            if tangent is not None and is_tensor(part) and tracked(part)
        ]
    wanted = [seed for seed in seeds if seed is not None]
    found: Sequence[Any] = [None] * len(wanted)
    if pairs:
        tops, moving = zip(*pairs, strict=True)
        options: Any = {"create_graph": recording, "retain_graph": True, "allow_unused": True}
        found = gradients(tops, wanted, moving, **options)
    rest = iter(found)
    return [
        seed if seed is None else zeros_like(each) if (own := next(rest)) is None else own
        for seed, each in zip(seeds, outputs, strict=True)
    ]


def _seed(output: TensorBase) -> Any:
    """What stands for the gradient of an output; None where it can have none."""
    if output._array.dtype.kind not in "fc":
        return None
    made: Any = zeros_like(output)
    made._edge = leaf_edge(made)
    return made


def _twin(
    entry: Op,
    args: Sequence[Any],
    inputs: Sequence[Any],
    outputs: Sequence[TensorBase],
    given: Tangents,
) -> Node:
    """The operation's node once more, with an edge for each input that moves."""
    arrays, _ = apply.arrays_of(args)
    if entry.promote is not None and not apply.alike(entry, arrays):
        arrays = apply.promoted(entry, arrays, entry.operands)
    edges = []
    for each, tangent in zip(inputs, given, strict=True):
        edge = edge_of(each) if is_tensor(each) else NONE
        loose = tangent is not None and edge[0] is None
        edges.append(leaf_edge(fresh(each._array)) if loose else edge)
    return apply.record(entry, tuple(edges), args, arrays, [fresh(x._array) for x in outputs])


# --- as derivatives.yaml has them -----------------------------------------------------------------
def _by_formula(
    entry: Op, args: Sequence[Any], outputs: Sequence[TensorBase], given: Tangents
) -> Any:
    formula, names = _FORMULAS[entry.name]
    values: dict[str, Any] = {"result": outputs[0]}
    for place, name in enumerate(entry.parameters):
        values[name] = args[place]
        if f"{name}_p" in names:
            values[f"{name}_p"] = primal(args[place])
    for place, tangent in zip(entry.places, given, strict=True):
        values[f"{entry.parameters[place]}_t"] = tangent
    return formula(*[values[name] for name in names])


def _quotient(self_t: Any, other_t: Any, other_p: Any, result: Any) -> Any:
    return div(_minus(self_t, _times(other_t, result)), other_p)


def _affine(
    self_t: Any, mat1_t: Any, mat2_t: Any, mat1: Any, mat2: Any, beta: Any, alpha: Any
) -> Any:
    """Of addmm, which linear layers are made of."""
    if alpha != 1:
        mat1, mat1_t = mul(mat1, alpha), _scaled(mat1_t, alpha)
    left, right = _two_products(mm, mat1, mat2, mat1_t, mat2_t)
    return _plus(_plus(_scaled(self_t, beta), left), right)


def _of_logsumexp(self_t: Any, self_p: Any, dim: Any, keepdim: Any) -> Any:
    weights = exp(sub(self_p, amax(self_p, dim, True)))
    return div(sum_dim(mul(weights, self_t), dim, keepdim), sum_dim(weights, dim, keepdim))


_WRITTEN: dict[str, Callable[..., Any]] = {
    "mul": lambda self_t, self_p, other_t, other_p: _plus(
        _times(other_t, self_p), _times(self_t, other_p)
    ),
    "add": lambda self_t, other_t, alpha: _plus(self_t, _scaled(other_t, alpha)),
    "sub": lambda self_t, other_t, alpha: _minus(self_t, _scaled(other_t, alpha)),
    "div": _quotient,
    "rsub_scalar": lambda self_t, alpha: neg(_scaled(self_t, alpha)),
    "rsub": lambda self_t, other_t, alpha: _minus(other_t, _scaled(self_t, alpha)),
    "addmm": _affine,
    "logsumexp": _of_logsumexp,
    "log_softmax": lambda self_t, self_p, dim: sub(
        self_t, _of_logsumexp(self_t, self_p, dim, True)
    ),
    "softmax": lambda self_t, self_p, result, dim: mul(
        result, sub(self_t, _of_logsumexp(self_t, self_p, dim, True))
    ),
    "linalg_inv": lambda A_t, result: neg(result @ A_t @ result),
    "copy": lambda src_t: src_t,
    "fill": lambda: None,
    "zero": lambda: None,
    "fill_tensor": lambda value_t: value_t,
}
_FORMULAS = {
    name: (formula, tuple(inspect.signature(formula).parameters))
    for name, formula in _WRITTEN.items()
}
