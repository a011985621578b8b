"""Trees of tensors: nested dicts, lists and tuples, as functions take and return them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakSet

from gradwalk import mode
from gradwalk.backward import grad, set_requires_grad
from gradwalk.graph import AccumulateGrad
from gradwalk.tangents import detached
from gradwalk.tensorbase import TensorBase
from gradwalk.views import edge_of, is_leaf

Function = Callable[..., Any]
_closed: WeakSet[Any] = WeakSet()  # the ends of levels that were left


def flat(tree: Any) -> list[Any]:
    """The tensors of nested dicts, lists and tuples, in order."""
    if isinstance(tree, TensorBase):
        return [tree]
    if isinstance(tree, Mapping):
        tree = list(tree.values())
    if isinstance(tree, (list, tuple)):
        return [leaf for each in tree for leaf in flat(each)]
    return []


def mapped(function: Function, tree: Any) -> Any:
    """The tree with each of its tensors replaced."""
    if isinstance(tree, TensorBase):
        return function(tree)
    if isinstance(tree, Mapping):
        return {key: mapped(function, each) for key, each in tree.items()}
    if isinstance(tree, (list, tuple)):
        return remade(tree, [mapped(function, each) for each in tree])
    return tree


def remade(tree: Any, parts: list[Any]) -> Any:
    """A list or a tuple of these parts; one with names for them keeps those."""
    return type(tree)(*parts) if hasattr(tree, "_fields") else type(tree)(parts)


def shape_of(tree: Any) -> str:
    """The tree as PyTorch's messages show it, `*` for whatever is no container."""
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{key!r}: {shape_of(each)}" for key, each in tree.items()) + "}"
    if isinstance(tree, (list, tuple)):
        inner = ", ".join(map(shape_of, tree))
        if isinstance(tree, list):
            return f"[{inner}]"
        return f"({inner},)" if len(tree) == 1 else f"({inner})"
    return "*"


def rebuilt(tree: Any, parts: Any) -> Any:
    return mapped(lambda _: next(parts), tree)


def finished(tree: Any, looks: Sequence[Any]) -> Any:
    """The tree as a level gives it out: what it took in as `looks` is no history of it outside."""
    close(looks)
    return mapped(lambda each: each if leads_out(each) else detached(each), tree)


def close(looks: Sequence[Any]) -> None:
    """From now on nobody is asked for gradients of these, where they are leaves."""
    _closed.update(look._edge[0] for look in looks if is_leaf(look))


def leads_out(tensor: TensorBase) -> bool:
    """Whether the history of a level's result ends at a leaf of the levels around it."""
    seen, waiting = set(), [edge_of(tensor)[0]] if mode.grad_enabled else []
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen and node not in _closed:
            if isinstance(node, AccumulateGrad):
                return True
            seen.add(node)
            waiting += [edge[0] for edge in node.edges]
    return False


def looked_at(tree: Any) -> Any:
    """Views of the tensors, so that an outer grad sees through them; they require grad."""

    def look(each: Any) -> Any:
        seen = each.clone() if each.is_inference() else each.view_as(each)
        if not seen.requires_grad:
            seen._view = None
            set_requires_grad(seen, True, "of floating point dtype")
        return seen

    return mapped(look, tree)


def transform(function: Function) -> Function:
    """A function of torch.func, which in inference mode works as where nothing is recorded."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not mode.inference:
            return function(*args, **kwargs)
        with mode.inference_mode(False), mode.no_grad():
            return function(*args, **kwargs)

    return call


def derivatives(outputs: Any, inputs: Sequence[Any], seeds: Any = None, **ways: Any) -> Any:
    """`autograd.grad` of the outputs that depend on something; zeros where nothing does."""
    tops, starts = flat(outputs), flat(seeds)
    depending = [i for i, each in enumerate(tops) if each.requires_grad]
    if not depending:
        return tuple([each.new_zeros(each.shape) for each in inputs])
    picks = [starts[i] for i in depending] if starts else None
    ways |= {"create_graph": ways.get("create_graph", True), "materialize_grads": True}
    return grad([tops[i] for i in depending], inputs, picks, **ways)


def places_of(argnums: Any) -> tuple[int, ...]:
    """The arguments to differentiate by."""
    if isinstance(argnums, int):
        return (argnums,)
    if not isinstance(argnums, tuple):
        raise RuntimeError(f"argnums must be int or Tuple[int, ...], got: {type(argnums)}")
    for each in argnums:
        if not isinstance(each, int):
            raise RuntimeError(f"argnum must be int, got: {type(each)}")
    return argnums


def picked(args: Sequence[Any], place: int) -> Any:
    """An argument to differentiate by."""
    if not -len(args) <= place < len(args):
        raise RuntimeError(f"Got argnum={place}, but only {len(args)} positional inputs")
    _require_tensors(args[place])
    return args[place]


def _require_tensors(tree: Any) -> None:
    if isinstance(tree, Mapping):
        tree = list(tree.values())
    if isinstance(tree, (list, tuple)):
        for each in tree:
            _require_tensors(each)
    elif not isinstance(tree, TensorBase):
        raise ValueError(f"Thing passed to transform API must be Tensor, got {type(tree)}")
