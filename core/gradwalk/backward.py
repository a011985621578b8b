"""backward and grad, and the rules for requires_grad, grad and data."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, engine, errors, hooks, mode, tangents
from gradwalk.array import ndarray, quiet, xp
from gradwalk.engine import Wanted
from gradwalk.graph import AccumulateGrad, Edge, leaf_edge
from gradwalk.signatures import type_name
from gradwalk.storage import InferenceCounter
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.trace import listen
from gradwalk.views import edge_of, is_leaf, tracked

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor

_ONLY_INPUTS = (
    "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate "
    "gradient for other parts of the graph, please use torch.autograd.backward."
)


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: Any = None,
    inputs: Any = None,
) -> None:
    """Add the gradients of `tensors` to the leaves they were computed from."""
    if mode.transforms:
        raise RuntimeError(errors.BACKWARD_TRANSFORMED)
    if grad_variables is not None:
        grad_tensors = _old_name(grad_tensors, grad_variables)
    targets = None if inputs is None else _listed(inputs)
    if targets is not None and not targets:
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    roots = _listed(tensors)
    seeds = _seeds(roots, grad_tensors)
    keep = create_graph if retain_graph is None else retain_graph
    _walk(roots, seeds, keep, create_graph, targets, accumulate=True)


def _old_name(grad_tensors: Any, grad_variables: Any) -> Any:
    """The gradients under the argument's former name."""
    text = "`grad_variables` is deprecated. Use `grad_tensors` instead."
    warnings.warn(text, FutureWarning, stacklevel=3)
    if grad_tensors is None:
        return grad_variables
    raise RuntimeError(
        "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. "
        "Please only use `grad_tensors`."
    )


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """The gradients of `outputs` with respect to `inputs`, without touching any `.grad`."""
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, but got: "
            "allow_unused=False."
        )
    if not only_inputs:
        warnings.warn(_ONLY_INPUTS, FutureWarning, stacklevel=2)
    roots, targets = _listed(outputs), _listed(inputs)
    if is_grads_batched:
        return _batched(roots, targets, grad_outputs, retain_graph, create_graph, allow_unused)
    if not targets:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    keep = create_graph if retain_graph is None else retain_graph
    seeds = _seeds(roots, grad_outputs)
    grads = _walk(roots, seeds, keep, create_graph, targets, accumulate=False)
    spare = materialize_grads or (allow_unused is not None and _flag(allow_unused))
    found = []
    for index, (each, got) in enumerate(zip(targets, grads, strict=True)):
        made = _given(got, seeds)
        if made is None:
            if not spare:
                raise errors.unused(index)
            if materialize_grads:
                made = fresh(xp.zeros(each._array.shape, each._array.dtype))
        found.append(made)
    return tuple(found)


def _batched(
    roots: list[Any],
    targets: list[Any],
    seeds: Any,
    retain_graph: bool | None,
    create_graph: bool,
    allow_unused: bool | None,
) -> tuple[Any, ...]:
    """One gradient for each slice of the seeds along their first dimension, stacked."""
    from gradwalk.ops.join import stack  # the ops need this file

    seeds = [seeds] if isinstance(seeds, TensorBase) else list(seeds or ())
    if not seeds:  # PyTorch makes a 1 and maps over it
        raise ValueError(errors.NOTHING_MAPPED)
    for place, (seed, root) in enumerate(zip(seeds, roots, strict=False)):
        if seed is not None and seed[0]._array.shape != root._array.shape:
            shown = seed._array.shape[2:]  # PyTorch leaves one out too many
            raise errors.batched_shape(place, shown, root._array.shape)
    count = next(each._array.shape[0] for each in seeds if each is not None)
    keep = create_graph if retain_graph is None else retain_graph
    rows = [
        grad(
            roots,
            targets,
            [each if each is None else each[i] for each in seeds],
            retain_graph=keep or i < count - 1,
            create_graph=create_graph,
            allow_unused=allow_unused,
        )
        for i in range(count)
    ]
    columns = zip(*rows, strict=True)
    return tuple([None if each[0] is None else stack(each) for each in columns])


def _given(grad: Any, seeds: Sequence[Any]) -> Any:
    """A gradient as a tensor: the very seed where it came through untouched."""
    for seed in seeds:
        if seed is not None and grad is seed._array:
            return seed
    return hooks.tensor_of(grad)


def _listed(given: Any) -> list[Any]:
    """One tensor or edge, or several, as a list."""
    if isinstance(given, TensorBase) or _is_edge(given):
        return [given]
    return list(given.values() if given.__class__ is dict else given)


def _is_edge(value: Any) -> bool:
    from gradwalk.autograd.graph import GradientEdge

    return isinstance(value, GradientEdge)


def _target_edge(target: Any, accumulate: bool) -> Edge:
    if not isinstance(target, TensorBase):
        if _is_edge(target):
            return target.node, target.output_nr
        kind = type(target).__name__
        raise RuntimeError(f"all inputs have to be Tensors or GradientEdges, but got {kind}")
    if not tracked(target):
        if accumulate:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    if accumulate:
        target.retain_grad()  # type: ignore[attr-defined]  # PyTorch does so: it stays on
    return edge_of(target)


def _seeds(roots: Sequence[Any], given: Any) -> list[Any]:
    """The gradient each root starts with: given, or one for a root with a single element."""
    if given is None or isinstance(given, TensorBase):
        given = [given] * (len(roots) if given is None else 1)
    given = tuple(given)
    pairs = zip(roots, given, strict=False)  # PyTorch passes over gradients that are too many
    seeds = [_seed(root, each, roots, given) for root, each in pairs]
    if len(seeds) != len(roots):
        raise RuntimeError(f"got {len(roots)} tensors and {len(given)} gradients")
    return seeds


def _seed(root: Any, given: Any, roots: Sequence[Any], seeds: Sequence[Any]) -> Any:
    if not isinstance(root, TensorBase):
        if not _is_edge(root):
            raise AssertionError("Expected output to be a torch.Tensor")  # PyTorch's own
        root = _stand_in(root)
    array = root._array
    if given is None:
        if not tracked(root):
            return None
        if array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        if array.dtype.kind != "f":
            raise RuntimeError(
                "grad can be implicitly created only for real scalar outputs but got "
                f"{dtypes.of(array)}"
            )
        return fresh(xp.ones(array.shape, array.dtype) if array.shape else array.dtype.type(1))
    if not isinstance(given, TensorBase):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(given).__name__}")
    if given._array.shape != array.shape:
        places = seeds.index(given), roots.index(root)  # compares the others, as PyTorch does
        raise errors.seed_shape(*places, given._array.shape, array.shape)
    return given


def _stand_in(edge: Any) -> Any:
    """A tensor as the one whose gradient edge this is, for its shape and dtype."""
    shape, kind = edge.node.meta[edge.output_nr]
    made = fresh(xp.zeros(shape, kind))
    made._edge = (edge.node, edge.output_nr)
    return made


def _starts(
    roots: Sequence[Any], seeds: Sequence[Any], create_graph: bool
) -> tuple[list[Edge], list[Any]]:
    """The roots' edges, and the seeds in their roots' dtypes, as the loop takes them."""
    edges, starts = [], []
    for index, root in enumerate(roots):
        if not isinstance(root, TensorBase):
            root = _stand_in(root)
        edge = edge_of(root)
        if edge[0] is None:  # also a view made where nothing is recorded
            raise errors.no_grad_fn(index)
        edges.append(edge)
        seed, kind = seeds[index], root._array.dtype
        if seed._array.dtype is not kind:
            seed = engine.fit(seed, seed._array.shape, kind, None, 0)
        starts.append(seed if create_graph else seed._array)
    return edges, starts


def _walk(
    roots: Sequence[Any],
    seeds: Sequence[Any],
    keep_graph: bool,
    create_graph: bool,
    targets: Sequence[Any] | None,
    *,
    accumulate: bool,
) -> list[Any]:
    """Exhaust the backward loop, telling the listener each step; what the targets got."""
    keep_graph, create_graph = _flag(keep_graph), _flag(create_graph)
    recording = create_graph or tangents.innermost() is not None  # gradients have tangents, too
    edges, starts = _starts(roots, seeds, recording)
    ends = None if targets is None else [_target_edge(each, accumulate) for each in targets]
    if create_graph and accumulate:
        errors.warn_once(errors.CREATE_GRAPH)
    wanted: Wanted | None = None if ends is None else dict.fromkeys(ends)
    listener = tangents.recorder()
    if listener is not None:  # it refers to gradients; the program may write the seeds it gave
        starts = [each.copy() if each.__class__ is ndarray else each for each in starts]
    quiet()
    before = mode.for_backward(create_graph)
    try:
        engine.run(
            edges,
            starts,
            keep_graph=keep_graph,
            create_graph=recording,
            wanted=wanted,
            accumulate=accumulate,
            tell=listener,
            given=seeds if accumulate else (),
        )
    finally:
        mode.after_backward(before)
    return [] if ends is None or wanted is None else [wanted[each] for each in ends]


def _flag(value: Any) -> bool:
    """A flag, which may be a number; PyTorch's loop takes no other."""
    return bool(operator.index(value))


def set_requires_grad(tensor: TensorBase, value: bool, kinds: str) -> None:
    """Turn requires_grad on or off; on a non-leaf it cannot be turned off."""
    if not isinstance(value, bool):
        raise errors.not_a_flag("requires_grad", value)
    if not is_leaf(tensor):
        if not value:
            raise RuntimeError(errors.NOT_LEAF_FLAG)
        return
    if value and isinstance(tensor._counter, InferenceCounter) and not mode.inference:
        raise RuntimeError(errors.INFERENCE_LEAF)
    if value and tensor._array.dtype.kind not in "fc":
        raise RuntimeError(f"only Tensors {kinds} can require gradients")
    if listen.listener is not None and value is not tracked(tensor):
        listen.listener.required(tensor, value)
    tensor._edge = leaf_edge(tensor) if value else None


def retain_grad(tensor: Tensor) -> None:
    """Have the gradient of a non-leaf kept; a leaf's is anyway."""
    if not tracked(tensor):
        raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
    if mode.transforms:
        raise RuntimeError(errors.RETAIN_GRAD_TRANSFORMED)
    if is_leaf(tensor):
        return
    hooks.retain_on(tensor)
    if listen.listener is not None:
        listen.listener.retained(tensor)


def set_grad(tensor: TensorBase, value: Any) -> None:
    """Assign `.grad`: None, or a tensor of the same shape and dtype."""
    if value is not None:
        if not isinstance(value, TensorBase):
            raise TypeError(
                "assigned grad expected to be a Tensor or None but got grad of type "
                f"{type(value).__name__}"
            )
        errors.check_assigned_grad(tensor, value)
    tensor._grad = value
    if value is None and listen.listener is not None:
        listen.listener.cleared(tensor)


def set_data(tensor: TensorBase, value: Any) -> None:
    """Assign `.data`: another storage; the counter and the history stay."""
    if not isinstance(value, TensorBase):
        kind = type_name(value)
        raise TypeError(f"Variable data has to be a tensor, but got {kind}")
    array = value._array
    if tracked(tensor) and array.dtype.kind not in "fc":
        raise RuntimeError(errors.DATA_NOT_FLOATING)
    tensor._counter, tensor._storage = tensor._counter, value._storage  # the counter stays
    tensor._array = array
    edge = tensor._acc
    if edge is not None:
        assert isinstance(edge[0], AccumulateGrad)
        edge[0].meta = ((array.shape, array.dtype),)
    if listen.listener is not None:
        listen.listener.data_assigned(tensor, value)
