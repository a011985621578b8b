"""A graph of real PyTorch that is there already: walked from its root, without running anything.

Values of intermediates are gone, except of those that some node saved; shapes are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import Any

from gradwalk.op import OPS
from gradwalk.trace import events as e

from gradwalk_ui.holders import Gone, Lives, Look, look_through
from gradwalk_ui.limits import words
from gradwalk_ui.program import Run, Stopped
from gradwalk_ui.source import Cell, Program
from gradwalk_ui.torch_bridge.live import Recording, by_name
from gradwalk_ui.torch_bridge.loading import BridgeError, load
from gradwalk_ui.torch_bridge.nodes import MOVED_ON, saved_names, saved_of, version_of
from gradwalk_ui.torch_bridge.recorder import Recorder
from gradwalk_ui.torch_bridge.values import unknown

SOURCE = "# explore(): a graph that was there already, as its nodes tell it.\n"
ENTRIES = {entry.node.__name__: entry for entry in OPS.values()}
PLACE = (0, 1)


class Existing(Recording):
    """The explorer of a graph that was not recorded."""

    __slots__ = ()

    def __init__(self, root: Any, names: Mapping[str, Any], most: int | None) -> None:
        torch = load()
        if not isinstance(root, torch.Tensor):
            raise BridgeError(
                f"explore() takes a tensor of real PyTorch, such as a loss, and not "
                f"{type(root).__name__}"
            )
        if root.grad_fn is None:
            raise BridgeError(
                "this tensor has no grad_fn: it is a leaf, or was computed under no_grad(), or its "
                "history was cut by detach() or .data; explore() needs one with a history"
            )
        if not hasattr(root.grad_fn, "_input_metadata"):
            raise BridgeError(
                f"PyTorch {torch.__version__} does not tell the shapes in a graph that was not "
                "recorded; put record() around the code, or take a newer PyTorch"
            )
        self._run = Walk(torch, root, names, most).run()


class Walk:
    """Nodes from a root, told as if they had been recorded."""

    def __init__(self, torch: Any, root: Any, names: Mapping[str, Any], most: int | None) -> None:
        self._notes = Recorder(torch, lambda: PLACE, None)
        self._most = most
        self._root = root
        self._names = names
        self._made: dict[tuple[Any, int], str] = {}  # node and output -> tensor
        self._lost: set[str] = set()  # tensors that nobody holds any more
        self._values: dict[tuple[Any, int], Any] = {}  # tensors that some node still holds

    def run(self) -> Run:
        """Return the walk as a run without errors."""
        notes = self._notes
        with notes.quiet():
            nodes = self._nodes()
            self._shown = set(nodes)
            for node in nodes:
                for _, tensor in held(node):
                    if tensor.grad_fn is not None:
                        self._values.setdefault((tensor.grad_fn, tensor.output_nr), tensor)
            for value in (*self._names.values(), self._root):
                if notes.is_tensor(value) and value.grad_fn is not None:
                    self._values[value.grad_fn, value.output_nr] = value
            for node in nodes:
                self._tell(node)
            self._name()
        cells = (Cell("code", 1, 2),)
        stopped = None
        if not self._whole:
            stopped = Stopped(words("limit.explored", count=len(nodes)), 0)
        program = Program(SOURCE, cells, "graph.py")
        trace = e.Trace(tuple(notes.events))
        return Run(program, trace, (), (), stopped, lives=self._lives(trace.events))

    def _lives(self, events: Sequence[e.Event]) -> Lives:
        """Return what is held by now, told with each node: what is gone went when it was made."""
        variables = iter(by_name(self._names))
        found, _ = look_through(variables, self._key, self._notes.torch.Tensor)
        held = {f"t{key - 1}": way for key, way in found.items()}
        told: list[Gone | Look] = []
        for time, event in enumerate(events, 1):
            made = event.outputs if isinstance(event, e.Made) else ()
            lost = [each.tensor for each in made if each.tensor in self._lost]
            told += [*(Gone(time, each, *PLACE) for each in lost), Look(time, held)]
        return Lives(tuple(told), {})

    def _key(self, tensor: Any) -> int:
        """Return the number of a tensor's id, from 1; 0 of one that is not of the graph."""
        identity = self._made.get((tensor.grad_fn, tensor.output_nr))
        return self._notes.keeper.key(tensor) if identity is None else int(identity[1:]) + 1

    def _nodes(self) -> list[Any]:
        """Return the nodes in the order in which they were made, AccumulateGrads left out.

        The newest first, and no more than are drawn are ever touched: of very many that Python has
        seen PyTorch cannot let go without filling its stack.
        """
        found: list[Any] = []
        seen = {self._root.grad_fn}
        waiting = [(-self._root.grad_fn._sequence_nr(), 0, self._root.grad_fn)]
        while waiting and (self._most is None or len(found) < self._most):
            found.append(heappop(waiting)[2])
            for node, _ in found[-1].next_functions:
                if node is not None and node not in seen and not hasattr(node, "variable"):
                    seen.add(node)
                    heappush(waiting, (-node._sequence_nr(), len(seen), node))
        self._whole = not waiting
        return found[::-1]

    def _tell(self, node: Any) -> None:
        """Put down one node as the op that made it."""
        notes = self._notes
        entry = ENTRIES.get(type(node).__name__)
        inputs = []
        for place, (source, number) in enumerate(node.next_functions):
            name = f"input[{place}]"
            if entry is not None and place < len(entry.places):
                name = entry.parameters[entry.places[place]]
            if source is None or not (hasattr(source, "variable") or source in self._shown):
                inputs.append(e.Input(name, None, None, "…"))
            else:
                tensor, version = self._tensor(source, number)
                inputs.append(e.Input(name, tensor, version, None))
        outputs = tuple([self._output(node, number) for number in range(self._count(node))])
        saved = tuple(self._saved(node, outputs))
        token = notes.keeper.tell(node)
        op = entry.name if entry is not None else plain(type(node).__name__)
        edges = tuple(range(len(inputs)))
        name = type(node).__name__
        notes.put(e.Made, op, tuple(inputs), outputs, token.id, name, saved, edges, "new")

    def _count(self, node: Any) -> int:
        return max(1, len(node._input_metadata))

    def _tensor(self, node: Any, number: int) -> tuple[str, int]:
        leaf = getattr(node, "variable", None)
        if leaf is not None:
            known = self._notes.seen(leaf)
            return known.id, version_of(leaf)
        tensor = self._values.get((node, number))
        return self._made[node, number], 0 if tensor is None else version_of(tensor)

    def _output(self, node: Any, number: int) -> e.Output:
        """Return an output: its value where somebody holds it, else its shape."""
        notes, tensor = self._notes, self._values.get((node, number))
        identity = self._made[node, number] = notes.keeper.new("t")
        if tensor is not None:
            value, version = notes.value(tensor), version_of(tensor)
            storage = notes.keeper.storage(tensor).id
        else:
            self._lost.add(identity)
            storage = notes.keeper.new("s")
            metas = node._input_metadata
            meta = metas[number] if number < len(metas) else None
            shape = () if meta is None else tuple(meta.shape)
            kind = "float32" if meta is None else str(meta.dtype).removeprefix("torch.")
            value, version = unknown(shape, kind), 0
        return e.Output(identity, storage, version, True, value, number)

    def _saved(self, node: Any, outputs: tuple[e.Output, ...]) -> Any:
        """Yield what a node holds, and what it would refuse to give."""
        for name, tensor in held(node):
            identity = None
            if tensor.grad_fn is not None:
                identity = self._made.get((tensor.grad_fn, tensor.output_nr))
            elif tensor.requires_grad:
                identity = self._notes.seen(tensor).id
            if identity is None:
                identity = self._notes.seen(tensor).id
            yield e.Saved(name, identity, version_of(tensor), self._notes.keeper.storage(tensor).id)
        for name, expected in stale(node):
            yield e.Saved(name, outputs[0].tensor if name == "result" else None, expected, "")

    def _name(self) -> None:
        """Put down the variables that are known to lead to tensors of the graph."""
        for name, value in self._names.items():
            if not self._notes.is_tensor(value):
                continue
            known = self._notes.keeper.known(value)
            identity = None if known is None else known.id
            if value.grad_fn is not None:
                identity = self._made.get((value.grad_fn, value.output_nr), identity)
            if identity is not None:
                self._notes.put(e.Named, name, identity)


def held(node: Any) -> list[tuple[str, Any]]:
    """Return what a node holds and would give; nothing of one that is freed or refuses."""
    try:
        return list(saved_of(node))
    except RuntimeError:
        return []


def stale(node: Any) -> list[tuple[str, int]]:
    """Return what a node holds and would refuse to give, with the version it expects."""
    found = []
    for attribute in saved_names(type(node)):
        try:
            getattr(node, attribute)
        except RuntimeError as error:
            match = MOVED_ON.search(str(error))
            if match is not None:
                found.append((attribute.removeprefix("_saved_"), int(match[2])))
    return found


def plain(name: str) -> str:
    """Return the op that a node's name speaks of."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", re.sub(r"Backward\d*$", "", name)).lower() or name
