"""The backward loop, a generator: it yields each step it takes when somebody watches.

As PyTorch's engine: a node runs once, when all its gradients are in; of the ready nodes the one
made last runs first; AccumulateGrad runs as soon as it is ready. Nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import Any

from gradwalk import anomaly, errors, hooks
from gradwalk.array import ndarray
from gradwalk.dtypes import OF_ARRAY
from gradwalk.graph import AccumulateGrad, Edge, Node
from gradwalk.ops.core import add, copied, sum_to, to_dtype
from gradwalk.steps import (
    Accumulated,
    Began,
    Captured,
    Checked,
    Ended,
    Freed,
    Hooked,
    Ran,
    Retained,
    Sent,
)
from gradwalk.tensorbase import TensorBase, fresh, writable

Wanted = dict[Edge, Any]  # what autograd.grad asks for: edge -> the gradient, once it is there


def dependencies(roots: Sequence[Edge]) -> dict[Node, int]:
    """How many edges lead to each node that can be reached from the roots."""
    waiting: dict[Node, int] = {}
    stack: list[Node] = []
    for node, _ in roots:
        if node is not None and node not in waiting:
            waiting[node] = 0
            stack.append(node)
    while stack:
        for node, _ in stack.pop().edges:
            if node is None:
                continue
            if node in waiting:
                waiting[node] += 1
            else:
                waiting[node] = 1
                stack.append(node)
    return waiting


def leading_to(targets: set[Node], waiting: dict[Node, int]) -> set[Node]:
    """The nodes from which one of the targets can be reached: only these need to run."""
    users: dict[Node, list[Node]] = {}
    for user in waiting:
        for node, _ in user.edges:
            if node is not None:
                users.setdefault(node, []).append(user)
    found = {node for node in targets if node in waiting}
    stack = list(found)
    while stack:
        for user in users.get(stack.pop(), ()):
            if user not in found:
                found.add(user)
                stack.append(user)
    return found


running: list[Walk] = []  # the backwards under way: a hook may start one within another


def reaches(node: Node | None) -> bool:
    """Whether the backward that runs now comes past a node."""
    return bool(running) and node in running[-1].waiting


class Walk:
    """The state of one backward."""

    __slots__ = ("arrived", "leaves", "needed", "ready", "recording", "waiting", "watched")

    def __init__(
        self, roots: Sequence[Edge], wanted: Wanted | None, recording: bool, watched: bool
    ) -> None:
        self.waiting = dependencies(roots)
        self.needed: set[Node] | None = None
        if wanted is not None:
            self.needed = leading_to({node for node, _ in wanted if node}, self.waiting)
        self.arrived: dict[Node, list[Any]] = {}  # a gradient, or None, for each output
        self.ready: list[tuple[int, Node]] = []  # a heap
        self.leaves: list[Node] = []  # AccumulateGrads that are ready
        self.recording = recording
        self.watched = watched
        running.append(self)

    def start(self, roots: Sequence[Edge], seeds: Sequence[Any]) -> None:
        """Hand the seeds to the roots."""
        for (node, number), seed in zip(roots, seeds, strict=True):
            assert node is not None
            got = self.arrived.setdefault(node, [None] * len(node.meta))
            got[number] = seed if got[number] is None else plus(got[number], seed)
        for node in self.arrived:
            if not self.waiting[node]:
                self._make_ready(node)

    def _make_ready(self, node: Node) -> None:
        if node.__class__ is AccumulateGrad:
            self.leaves.append(node)
        else:
            heappush(self.ready, (-node.sequence_nr, node))

    def next(self) -> Node:
        """Of the ready nodes the one whose turn it is."""
        return self.leaves.pop(0) if self.leaves else heappop(self.ready)[1]

    def send(self, node: Node, parts: Sequence[Any]) -> list[Sent]:
        """Pass the gradients of a node on; the steps of it if somebody watches."""
        steps: list[Sent] = []
        arrived, waiting = self.arrived, self.waiting
        needed, recording = self.needed, self.recording
        index = -1
        for part, (target, number) in zip(parts, node.edges):  # noqa: B905 - as many by making
            index += 1
            if target is not None and (needed is None or target in needed):
                got = arrived.get(target)
                if got is None:
                    got = arrived[target] = [None] * len(target.meta)
                if part is not None:
                    array = part._array if recording else part
                    shape, kind = target.meta[number]
                    if array.shape != shape or array.dtype is not kind:
                        part = fit(part, shape, kind, node, index)
                    before = got[number]
                    got[number] = part if before is None else plus(before, part)
                left = waiting[target] = waiting[target] - 1
                if self.watched:
                    steps.append(Sent(node, index, target, number, part, got[number], left))
                if not left:
                    self._make_ready(target)
        return steps


def run(
    roots: Sequence[Edge],
    seeds: Sequence[Any],
    *,
    keep_graph: bool = False,
    create_graph: bool = False,
    wanted: Wanted | None = None,
    accumulate: bool = True,
    watched: bool = True,
) -> Iterator[Any]:
    """Walk the graph from the roots; gradients are arrays, or tensors under `create_graph`.

    With `wanted`, the gradients of those edges are taken on the way and only what leads to them
    runs; `accumulate` says whether leaves get theirs.
    """
    walk = Walk(roots, wanted, create_graph, watched)
    if watched:
        yield Began(list(roots), list(seeds), create_graph or wanted is not None)
    walk.start(roots, seeds)
    while walk.ready or walk.leaves:
        node = walk.next()
        grads = walk.arrived.pop(node)
        if node.extra is not None or wanted is not None:
            yield from _before(node, grads, wanted, walk)
        if node.__class__ is AccumulateGrad:
            if accumulate:
                yield from _accumulate(node, grads[0], create_graph, watched)
            continue
        if wanted is not None and not _leads_on(node, walk.needed):
            continue
        if watched:
            yield Ran(node, grads)
            yield from _checks(node)
        steps = walk.send(node, execute(node, grads, create_graph))
        if steps:
            yield from steps
        if not keep_graph and node.free() and watched:
            yield Freed(node)
    if watched:
        yield Ended()


def _leads_on(node: Node, needed: set[Node] | None) -> bool:
    """Whether anything behind a node is wanted; a captured node at the end need not run."""
    return needed is None or any(target in needed for target, _ in node.edges)


def execute(node: Node, grads: list[Any], recording: bool) -> Sequence[Any]:
    """Run a node with its hooks."""
    parts: Sequence[Any]
    if anomaly.enabled:
        parts = anomaly.run(node, grads, recording)
    else:
        parts = node.run(grads, recording)
    if node.extra is not None and node.extra.after:
        parts = hooks.after(node, parts, grads, recording)
    return parts


def _before(node: Node, grads: list[Any], wanted: Wanted | None, walk: Walk) -> Iterator[Any]:
    """What happens to gradients that are all in: hooks first, then autograd.grad takes its own."""
    if node.extra is not None:
        yield from _hooked(node, node.extra, grads, walk.recording, walk.watched)
    for number, grad in enumerate(grads):
        if wanted is not None and (node, number) in wanted:
            wanted[(node, number)] = grad
            if walk.watched and grad is not None:
                yield Captured(node, number, grad)


def _hooked(
    node: Node, extra: hooks.Extra, grads: list[Any], recording: bool, watched: bool
) -> Iterator[Any]:
    """Tensor hooks in order of registration, then retained gradients, then the node's own."""
    for number, hook in tuple(extra.on_tensor.values()):
        before = grads[number]
        grads[number] = hooks.on_tensor(hook, before, recording)
        if watched:
            yield Hooked(node, hook, before, grads[number])
    for number, reference in extra.retained.items():
        tensor = reference()
        if tensor is not None and grads[number] is not None:
            hooks.retain(tensor, grads[number], recording)
            if watched:
                yield Retained(tensor, grads[number])
    if extra.before:
        grads[:] = hooks.before(node, grads, recording)


def _checks(node: Node) -> Iterator[Checked]:
    """What the node's rules will find when they ask for what was saved."""
    for name, saved in node.held():
        counter = saved.counter
        if counter is None:
            yield Checked(node, name, saved, None, None, True)
        else:
            found = counter.version
            yield Checked(node, name, saved, saved.version, found, found == saved.version)


def _accumulate(
    node: AccumulateGrad, grad: Any, recording: bool, watched: bool
) -> Iterator[Accumulated]:
    if grad is None:
        return
    leaf = node.variable
    before = leaf._grad
    if watched:
        old = None if before is None else before._array.copy()
    accumulate_into(leaf, grad, recording)
    if watched:
        assert leaf._grad is not None
        yield Accumulated(node, leaf, old, leaf._grad._array.copy())
    if node.extra is not None:
        for hook in tuple(node.extra.accumulated.values()):
            hook(leaf)
        hooks.after(node, (), [grad], recording)


def accumulate_into(leaf: TensorBase, grad: Any, recording: bool) -> None:
    """Add to a leaf's gradient: the first is a copy, later ones are written in place."""
    before = leaf._grad
    if recording:
        leaf._grad = plus(before, grad) if before is not None else _copy_of(grad)
    elif before is None:
        leaf._grad = fresh(grad.copy())
        if not _laid_out_alike(grad, leaf._array):
            leaf._grad._counter.version = 1  # PyTorch writes it into memory laid out as the leaf
    else:
        memory = writable(before)
        memory += grad
        before._counter.version += 1


def _copy_of(grad: Any) -> Any:
    """The gradient in memory of its own: PyTorch writes it there, which counts."""
    made = copied(grad)
    made._counter.version = 1
    return made


def _laid_out_alike(grad: Any, leaf: Any) -> bool:
    """Whether PyTorch would take the gradient over as it is."""
    if grad.__class__ is not ndarray or leaf.__class__ is not ndarray:
        return True
    return bool(grad.flags.c_contiguous == leaf.flags.c_contiguous)


def plus(before: Any, part: Any) -> Any:
    """The sum of two gradients, recorded if they are tensors."""
    return add(before, part) if isinstance(part, TensorBase) else before + part


def fit(part: Any, shape: tuple[int, ...], kind: Any, node: Node, index: int) -> Any:
    """A gradient summed to the shape and cast to the dtype its receiver has."""
    array = part._array if isinstance(part, TensorBase) else part
    if array.shape != shape:
        if not expandable(shape, array.shape):
            raise errors.invalid_gradient(node.name(), index, array.shape, shape)
        part = sum_to(part, shape)
    if array.dtype is not kind:
        if isinstance(part, TensorBase):
            part = to_dtype(part, OF_ARRAY[kind])
        else:
            part = part.astype(kind)
    return part


def expandable(shape: tuple[int, ...], to_shape: tuple[int, ...]) -> bool:
    """Whether `shape` broadcasts to the other."""
    if len(shape) > len(to_shape):
        return False
    pairs = zip(reversed(shape), reversed(to_shape), strict=False)
    return all(n in (1, m) for n, m in pairs)
