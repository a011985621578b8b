"""The backward loop.

As PyTorch's engine: a node runs once, when all its gradients are in; of the ready nodes the one
made last runs first; AccumulateGrad runs as soon as it is ready. Nothing here recurses.

A node's state in a walk is a list: how many edges it still waits for, then the gradient of each
of its outputs, None where none has come; it is as long as it had to become.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from heapq import heappop, heappush, heappushpop
from sys import getrefcount
from typing import Any

from gradwalk import anomaly, errors, hooks
from gradwalk.dtypes import OF_ARRAY
from gradwalk.graph import AccumulateGrad, Edge, Node, all_of
from gradwalk.landing import ALONE, NOTHING, accumulate_into, is_whole, lender_of
from gradwalk.ops.core import sum_to, to_dtype
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import listen
from gradwalk.trace.listen import FREED, SENT, Keys, Listener, Write

_LOOKED_AT = 64  # nodes that are ready, for who holds a gradient
Wanted = dict[Edge, Any]  # what autograd.grad asks for: edge -> the gradient, once it is there
States = dict[Node, list[Any]]


def states_of(roots: Sequence[Edge]) -> States:
    """The states of all nodes that can be reached from the roots, before anything ran."""
    states: States = {}
    found: list[Node] = []
    for node, _ in roots:
        if node is not None and node not in states:
            states[node] = [0, None]
            found.append(node)
    for each in found:  # which grows on the way
        for node, _ in each.edges:
            if node in states:
                states[node][0] += 1
            elif node is not None:
                states[node] = [1, None]
                found.append(node)
    return states


def leading_to(targets: set[Node], states: States) -> set[Node]:
    """The nodes from which one of the targets can be reached: only these need to run."""
    users: dict[Node, list[Node]] = {}
    for user in states:
        for node, _ in user.edges:
            if node is not None:
                users.setdefault(node, []).append(user)
    found = {node for node in targets if node in states}
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
    return bool(running) and node in running[-1].states


class Walk:
    """One backward. Its gradients are arrays, or tensors when `recording`."""

    needed: set[Node] | None = None
    hooking = False  # while the hooks before a node's turn are called
    write: Write | None = None  # takes the rows of the loop, if somebody listens
    keys: Keys = {}  # noqa: RUF012 - of the leaves in them, from the listener
    since: float = 0  # of usual nodes from this sequence number on one row tells all
    sums = True  # and what it is that arrived at a target so far
    seeds: Sequence[Any] = ()
    given: Sequence[TensorBase] = ()  # the tensors that the seeds are of

    def __init__(
        self,
        roots: Sequence[Edge],
        wanted: Wanted | None,
        tell: Listener | None,
        *,
        keep_graph: bool,
        recording: bool,
        accumulate: bool,
    ) -> None:
        self.states = states_of(roots)
        self.wanted = wanted
        if wanted is not None:
            self.needed = leading_to({node for node, _ in wanted if node}, self.states)
        self.ready: list[tuple[int, Node]] = []  # a heap
        self.leaves: list[Any] = []  # AccumulateGrads that are ready
        self.freeing = not keep_graph
        self.recording = recording
        self.accumulate = accumulate
        self.tell = tell
        self.unusual = recording or wanted is not None

    def run(self, roots: Sequence[Edge], seeds: Sequence[Any]) -> None:
        """Hand the seeds to the roots, then run what is ready until nothing is."""
        self.seeds = seeds
        for (node, number), seed in zip(roots, seeds, strict=True):
            assert node is not None
            put(self.states[node], number, seed)
        for node in {node: None for node, _ in roots}:
            if node is None or self.states[node][0]:
                continue
            if node.__class__ is AccumulateGrad:
                self.leaves.append(node)
            else:
                heappush(self.ready, (-node.sequence_nr, node))
        if self.leaves:
            self._land()
        while self.ready:
            self._follow(heappop(self.ready)[1])

    def _follow(self, following: Node | None) -> None:
        """Run nodes as long as one makes another ready; in a chain it is the only ready one."""
        states, ready, leaves = self.states, self.ready, self.leaves
        since = math.inf if self.unusual else self.since
        while following is not None:
            node = following
            state = states[node]
            try:
                if node.sequence_nr < since or node.extra is not None or anomaly.enabled:
                    following = self.whole(node, state)
                else:
                    following = node.step(state, self)
            except BaseException:
                if self.tell is not None and not self.hooking:  # else its turn has not begun
                    self.tell.failed(node, state)
                raise
            state.clear()  # gradients need not live until the walk ends
            if leaves:
                self._land(following)
            if following is not None and ready:
                following = heappushpop(ready, (-following.sequence_nr, following))[1]

    def whole(self, node: Node, state: list[Any]) -> Node | None:
        """Run a node that somebody watches, or that is unusual, and pass on what it returned."""
        parts: Sequence[Any]
        if self.unusual or node.extra is not None or anomaly.enabled:
            parts = self._execute(node, state)
        else:
            if self.tell is not None:
                self.tell.ran(node, state)
            parts = node.run(all_of(state, node), False)
        if not parts:
            return None
        following = self._send(node, parts)
        if self.freeing and node.keeps and node.free() and self.write is not None:
            self.write((FREED, node.sequence_nr))
        return following

    def _send(self, node: Node, parts: Sequence[Any]) -> Node | None:
        """Pass the gradients of a node on; returns a node that is ready now."""
        needed, write = self.needed, self.write
        following: Node | None = None
        for index, (target, number) in enumerate(node.edges):
            if target is None or (needed is not None and target not in needed):
                continue
            part, state = parts[index], self.states[target]
            total = got(state, number)
            if part is not None:
                part = fit(part, *target.meta[number], node, index)
                total = put(state, number, part)
            left = state[0] = state[0] - 1
            if write is not None:
                key = (
                    self.keys[target] if target.__class__ is AccumulateGrad else target.sequence_nr
                )
                write((SENT, node.sequence_nr, index, key, number, part, total, left))
            if not left:
                if target.__class__ is AccumulateGrad:
                    self.leaves.append(target)
                elif following is None:
                    following = target
                else:
                    heappush(self.ready, (-target.sequence_nr, target))
        return following

    def lends(self) -> bool:
        """Whether the program may get hold of gradients on the way, or has hold of some."""
        if len(running) > 1:  # a hook, or a Function, that was given them started this one
            return True
        return any(node.lends or node.extra is not None for node in self.states)

    def _execute(self, node: Node, state: list[Any]) -> Sequence[Any]:
        """Run a node that is watched, hooked or recorded; empty if it need not run."""
        grads = self._taken(node, state)
        if self.needed is not None and not self.accumulate and not self._leads_on(node):
            return ()
        if self.tell is not None:
            self.tell.ran(node, [0, *grads])
        return execute(node, grads, self.recording, self.needed)

    def _leads_on(self, node: Node) -> bool:
        """Whether anything behind a node is wanted; a captured node at the end need not run."""
        needed = self.needed
        return needed is None or any(target in needed for target, _ in node.edges)

    def _taken(self, node: Node, state: list[Any]) -> list[Any]:
        """The gradients that came, past the hooks; autograd.grad takes its own before them.

        Where the walk ends it takes them after the tensor's; a node's own are not called then.
        """
        grads = all_of(state, node)
        asked = self.wanted is not None and not self.accumulate
        runs = not asked or (node.__class__ is not AccumulateGrad and self._leads_on(node))
        if asked and runs:
            self._capture(node, grads)
        if node.extra is not None:
            self.hooking = True
            try:
                self._hooked(node, node.extra, grads, runs)
                self.hooking = False
            except Exception:
                if anomaly.enabled:
                    anomaly.report(node)
                raise
        if not (asked and runs):
            self._capture(node, grads)
        return grads

    def _capture(self, node: Node, grads: list[Any]) -> None:
        """Keep the gradients that were asked for."""
        wanted = self.wanted or {}
        for number, grad in enumerate(grads):
            if (node, number) in wanted:
                wanted[(node, number)] = grad
                if self.tell is not None and grad is not None:
                    self.tell.captured(node, number, grad)

    def _hooked(self, node: Node, extra: hooks.Extra, grads: list[Any], runs: bool) -> None:
        """Tensor hooks in order of registration, then retained gradients, then the node's own."""
        tell, recording = self.tell, self.recording
        for number, hook in tuple(extra.on_tensor.values()):
            before = grads[number]
            grads[number] = hooks.on_tensor(hook, before, recording)
            if tell is not None:
                tell.hooked(node, before, grads[number])
        for number, reference in extra.retained.items():
            tensor = reference()
            if tensor is not None and grads[number] is not None:
                hooks.retain(tensor, grads[number], recording)
                if tell is not None:
                    tell.kept(tensor, grads[number])
        if extra.before and runs:
            grads[:] = hooks.before(node, grads, recording)

    def _held(self, grad: Any, others: Sequence[Node | None]) -> bool:
        """Whether a gradient, as an object, is also waiting elsewhere; a recorder holds all."""
        for seed in self.seeds:
            if grad is seed:
                return True
        for node in (*others, *[node for _, node in self.ready[:_LOOKED_AT]]):
            for each in self.states[node] if node is not None else ():
                if grad is each:
                    return True
        return False

    def _land(self, following: Node | None = None) -> None:
        """Add to the leaves that have got all their gradients."""
        tell, recording = self.tell, self.recording
        for place, node in enumerate(self.leaves):
            state = self.states[node]
            if node.extra is not None or self.wanted is not None:
                state[1:] = self._taken(node, state)
            grad = state[1]
            state.clear()
            if grad is None or not self.accumulate:
                continue
            leaf = node.variable
            if leaf._edge is None:  # it requires no grad any more
                continue
            if leaf._edge[0] is not node:
                raise RuntimeError("leaf variable has been moved into the graph interior")
            told, held, below = NOTHING if tell is None else tell.accumulating(node, grad)
            taken, shared, lender = False, False, None
            if leaf._grad is None:
                shared = getrefcount(grad) > ALONE + held
                taken = not shared and is_whole(grad, below)
                if shared and tell is not None:
                    shared = self._held(grad, (following, *self.leaves[place + 1 :]))
                if not (taken or shared or recording):
                    lender = lender_of(grad, self.seeds, self.given)
            accumulate_into(leaf, grad, recording, alone=taken, shared=shared, lender=lender)
            if tell is not None:
                tell.accumulated(node, told)
            if node.extra is not None:
                try:
                    hooks.landed(node, node.extra, leaf, grad, recording)
                except Exception:
                    if anomaly.enabled:
                        anomaly.report(node)
                    raise
        self.leaves.clear()


def run(
    roots: Sequence[Edge],
    seeds: Sequence[Any],
    *,
    keep_graph: bool = False,
    create_graph: bool = False,
    wanted: Wanted | None = None,
    accumulate: bool = True,
    tell: Listener | None = None,
    given: Sequence[TensorBase] = (),
) -> None:
    """Walk the graph from the roots; gradients are arrays, or tensors under `create_graph`.

    With `wanted`, the gradients of those edges are taken on the way and only what leads to them
    runs; `accumulate` says whether leaves get theirs.
    """
    walk = Walk(
        roots, wanted, tell, keep_graph=keep_graph, recording=create_graph, accumulate=accumulate
    )
    walk.given = given
    running.append(walk)
    try:
        if tell is not None:
            lent = create_graph or wanted is not None or (listen.lending and walk.lends())
            walk.write, walk.keys, walk.since, walk.sums = tell.began(roots, seeds, lent)
        walk.run(roots, seeds)
        if tell is not None:
            tell.ended()
    finally:
        running.pop()


def put(state: list[Any], number: int, part: Any) -> Any:
    """Add a gradient to what has come for one output; returns the sum."""
    while len(state) < number + 2:
        state.append(None)
    before = state[number + 1]
    total = state[number + 1] = part if before is None else before + part
    return total


def got(state: list[Any], number: int) -> Any:
    """What has come so far for one output."""
    return state[number + 1] if len(state) > number + 1 else None


def execute(
    node: Node, grads: list[Any], recording: bool, needed: set[Node] | None = None
) -> Sequence[Any]:
    """Run a node with its hooks, which do not see what is not needed."""
    parts: Sequence[Any]
    if anomaly.enabled:
        parts = anomaly.run(node, grads, recording)
    else:
        parts = node.run(grads, recording)
    if node.extra is not None and node.extra.after:
        entry = getattr(node, "op", None)
        if needed is not None and entry is not None and not entry.variadic:
            parts = [x if e[0] in needed else None for x, e in zip(parts, node.edges, strict=False)]
        parts = hooks.after(node, parts, grads, recording)
    return parts


def fit(part: Any, shape: tuple[int, ...], kind: Any, node: Node | None, index: int) -> Any:
    """A gradient summed to the shape and cast to the dtype its receiver has."""
    array = part._array if isinstance(part, TensorBase) else part
    found = array.shape
    if found != shape:
        lead = len(found) - len(shape)  # a bias lacks the first dimensions: the usual case
        if (lead < 0 or found[lead:] != shape) and not expandable(shape, found):
            name = "" if node is None else node.name()
            raise errors.invalid_gradient(name, index, found, shape)
        part = sum_to(part, shape)
    if array.dtype is not kind:
        if isinstance(part, TensorBase):
            return to_dtype(part, OF_ARRAY[kind])
        return part.astype(kind)
    return part


def expandable(shape: tuple[int, ...], to_shape: tuple[int, ...]) -> bool:
    """Whether `shape` broadcasts to the other."""
    lead = len(to_shape) - len(shape)
    if lead < 0:
        return False
    for n, m in zip(shape, to_shape[lead:]):  # noqa: B905, SIM110 - as long; half the time
        if n not in (m, 1):
            return False
    return True
