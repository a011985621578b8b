"""torch.vmap: a function of one example, applied to each along a dimension.

It is a loop whose results are stacked: values, shapes and gradients are PyTorch's, the nodes of
the graph are those of the loop. Errors of misuse have PyTorch's text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gradwalk import mode, random
from gradwalk.ops.join import stack
from gradwalk.ops.parts import pick
from gradwalk.ops.shape import movedim
from gradwalk.tensorbase import TensorBase
from gradwalk.trees import remade

Function = Callable[..., Any]
_RANDOMNESS = ("error", "different", "same")


def vmap(
    func: Function,
    in_dims: Any = 0,
    out_dims: Any = 0,
    randomness: str = "error",
    *,
    chunk_size: int | None = None,
) -> Function:
    """The function that maps `func` over dimension `in_dims` of its arguments."""
    if randomness not in _RANDOMNESS:
        raise RuntimeError(
            "Only allowed values for randomness are 'error', 'different', or 'same'. Got "
            f"{randomness}"
        )
    if chunk_size is not None and chunk_size <= 0:
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        name = getattr(func, "__name__", repr(func))
        dims = _dims_of(args, in_dims, name)
        leaves: list[tuple[Any, int]] = []
        trees = [
            _marked(each, dim, leaves, in_dims, name) for each, dim in zip(args, dims, strict=True)
        ]
        named = {key: _marked(each, 0, leaves, 0, name) for key, each in kwargs.items()}
        count = _size(leaves)
        if not count:  # what is made of zeros has the shapes
            trees, named = _of_zeros(trees), _of_zeros(named)
        results = _results(func, trees, named, count or 1, randomness)
        return _joined(results, out_dims, name, count)

    return wrapped


def _results(
    func: Function, trees: list[Any], named: dict[str, Any], count: int, randomness: str
) -> list[Any]:
    """What the function makes of each example; inside, nobody may look at one's numbers."""
    before, mode.mapping = mode.mapping, randomness
    drawn, found = random.default_generator.position(), []
    try:
        with mode.within("vmap"):
            for i in range(count):
                if randomness == "same":
                    random.default_generator.go_to(drawn)
                words = {key: _example(each, i) for key, each in named.items()}
                found.append(func(*[_example(tree, i) for tree in trees], **words))
    finally:
        mode.mapping = before
    return found


class _Mapped:
    """A tensor and the dimension that is mapped."""

    __slots__ = ("dim", "tensor")

    def __init__(self, tensor: Any, dim: int) -> None:
        self.tensor = tensor
        self.dim = dim


def _dims_of(args: tuple[Any, ...], in_dims: Any, name: str) -> Sequence[Any]:
    """The mapped dimension of each argument."""
    start = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>): "
    if not isinstance(in_dims, (int, tuple)):
        raise ValueError(
            f"{start}expected `in_dims` to be int or a (potentially nested) tuple matching the "
            f"structure of inputs, got: {type(in_dims)}."
        )
    if not args:
        raise ValueError(
            f"vmap({name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are "
            "trying to vmap over a function with no inputs. The latter is unsupported."
        )
    if isinstance(in_dims, int):
        return [in_dims] * len(args)
    if len(in_dims) != len(args):
        rows = [",\n  ".join("*" * len(each)) for each in (in_dims, args)]
        stars = [f"TreeSpec(tuple, None, [{each}])" for each in rows]
        raise ValueError(
            f"{start}in_dims is not compatible with the structure of `inputs`. in_dims has "
            f"structure {stars[0]} but inputs has structure {stars[1]}."
        )
    return in_dims


def _marked(tree: Any, dim: Any, leaves: list[Any], in_dims: Any, name: str) -> Any:
    """The argument with its mapped tensors marked; `leaves` collects them."""
    if isinstance(tree, Mapping):
        inner = dim if isinstance(dim, Mapping) else dict.fromkeys(tree, dim)
        return {k: _marked(each, inner[k], leaves, in_dims, name) for k, each in tree.items()}
    if isinstance(tree, (list, tuple)):
        listed = dim if isinstance(dim, (list, tuple)) else [dim] * len(tree)
        pairs = zip(tree, listed, strict=True)
        return remade(tree, [_marked(each, d, leaves, in_dims, name) for each, d in pairs])
    if dim is None:
        return tree
    start = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>): Got in_dim={dim} for "
    if not isinstance(tree, TensorBase):
        raise ValueError(
            f"{start}an input but the input is of type {type(tree)}. We cannot vmap over "
            "non-Tensor arguments, please use None as the respective in_dim"
        )
    rank = tree._array.ndim
    if not -rank <= dim < rank:
        raise ValueError(
            f"{start}some input, but that input is a Tensor of dimensionality {rank} so expected "
            f"in_dim to satisfy -{rank} <= in_dim < {rank}."
        )
    leaves.append((tree, dim))
    return _Mapped(tree, dim)


def _size(leaves: list[tuple[Any, int]]) -> int:
    sizes = [each._array.shape[dim] for each, dim in leaves]
    if not sizes:
        raise ValueError("vmap: Expected at least one Tensor to vmap over")
    if any(n != sizes[0] for n in sizes):
        raise ValueError(
            "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
            f"{sizes} for the mapped dimension"
        )
    return int(sizes[0])


def _example(tree: Any, i: int) -> Any:
    """The i-th example of an argument."""
    if isinstance(tree, _Mapped):
        return pick(tree.tensor, tree.dim, i)
    if isinstance(tree, Mapping):
        return {key: _example(each, i) for key, each in tree.items()}
    if isinstance(tree, (list, tuple)):
        return remade(tree, [_example(each, i) for each in tree])
    return tree


def _of_zeros(tree: Any) -> Any:
    """The arguments with one example where they have none."""
    if isinstance(tree, _Mapped):
        sizes = list(tree.tensor.shape)
        sizes[tree.dim] = 1
        return _Mapped(tree.tensor.new_zeros(sizes), tree.dim)
    if isinstance(tree, Mapping):
        return {key: _of_zeros(each) for key, each in tree.items()}
    if isinstance(tree, (list, tuple)):
        return remade(tree, [_of_zeros(each) for each in tree])
    return tree


def _joined(results: list[Any], out_dims: Any, name: str, count: int) -> Any:
    """The results of so many examples, stacked; `out_dims` says where the new dimension goes."""
    first = results[0]
    if isinstance(first, Mapping):
        columns = {key: [each[key] for each in results] for key in first}
        return {key: _joined(each, out_dims, name, count) for key, each in columns.items()}
    if isinstance(first, (list, tuple)):
        dims = out_dims if isinstance(out_dims, (list, tuple)) else [out_dims] * len(first)
        if len(dims) != len(first):
            raise ValueError(
                f"vmap({name}, ..., out_dims={out_dims}): out_dims is not compatible with the "
                "structure of `outputs`."
            )
        pairs = zip(zip(*results, strict=True), dims, strict=True)
        return remade(first, [_joined(list(each), dim, name, count) for each, dim in pairs])
    if out_dims is None:
        return first
    if not isinstance(first, TensorBase):
        raise ValueError(
            f"vmap({name}, ...): `{name}` must only return Tensors, got type {type(first)}. Did "
            "you mean to set out_dims= to None for output?"
        )
    made = stack(results)
    if not count:  # of the one example of zeros
        made = made.narrow(0, 0, 0)
    return made if out_dims == 0 else movedim(made, 0, out_dims)
