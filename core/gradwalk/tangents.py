"""Forward mode: levels, the tangents tensors have in them, and how operations pass them on.

A level is a listener between the engine and whoever listens besides: it hears of each operation,
and gives its results their tangents by the rules of forward_rules.py. What computes a tangent is
heard by the levels, and the recorder, outside this one; so levels nest, and nothing of this costs
anything where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

from gradwalk import mode
from gradwalk.array import ndarray, root, strides_of, xp
from gradwalk.tensorbase import TensorBase, fresh, is_tensor, writable
from gradwalk.trace import listen
from gradwalk.views import geometry

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.table import Op

Rules = Callable[["Op", Sequence[Any], Sequence[TensorBase], Sequence[Any]], Sequence[Any]]
NESTED = "Nested forward mode AD is not supported at the moment"


def innermost() -> Level | None:
    """The level that hears of operations now."""
    heard = listen.listener
    return heard if isinstance(heard, Level) else None


def recorder() -> listen.Listener | None:
    """Who listens beside the levels."""
    heard = listen.listener
    while isinstance(heard, Level):
        heard = heard.inner
    return heard


def detached(tensor: TensorBase) -> Any:
    """A tensor without its history, but with its tangents in all levels."""
    given: Any = tensor
    made = given.detach()
    heard = listen.listener
    while isinstance(heard, Level):
        tangent = heard.of(tensor)
        if tangent is not None:
            with heard.aside():
                tangent = detached(tangent)
            heard.give(made, tangent)
        heard = heard.inner
    return made


class Level:
    """What a level of forward mode knows: the tangents of tensors, for as long as it is entered."""

    forward = True  # it wants to hear of an in-place operation before it runs

    def __init__(self, rules: Rules, *, own: bool = False) -> None:
        self._rules = rules  # tangents of an entry's results from arguments, results and tangents
        self.own = own  # entered by torch.func: there may be several
        self.inner: Any = None
        self._rows: Any = None
        self._kept: dict[int, tuple[Any, TensorBase | None]] = {}  # by id: tensor, tangent
        self._of_nodes: WeakKeyDictionary[Node, dict[int, TensorBase]] = WeakKeyDictionary()

    def __getattr__(self, name: str) -> Any:
        """Whatever else a listener is told is for the one outside."""
        return _nothing if self.inner is None else getattr(self.inner, name)

    def enter(self) -> None:
        """Hear of operations from now on."""
        self.inner, self._rows = listen.listener, listen.rows
        listen.listener, listen.rows = self, None

    def leave(self) -> None:
        """Forget all tangents."""
        if listen.listener is self:
            listen.listener, listen.rows = self.inner, self._rows
        self._kept.clear()
        self._of_nodes.clear()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What runs here has no tangents of this level."""
        before = listen.listener, listen.rows
        listen.listener, listen.rows = self.inner, self._rows
        try:
            yield
        finally:
            listen.listener, listen.rows = before

    # What tensors have ---------------------------------------------------------------------

    def of(self, tensor: TensorBase) -> Any:
        """The tangent of a tensor, or None."""
        found = self._kept.get(id(tensor))
        if found is not None:
            return found[1]
        view = tensor._view
        if view is not None:
            base = self.of(view.base)
            if base is None:
                return None
            from gradwalk.ops.strided import as_strided  # strided.py needs this file's users

            with self.aside():
                part = as_strided(base, *geometry(tensor._array))
            self._keep(tensor, part)
            return part
        edge = tensor._edge
        if edge is None or edge[0] is None or edge is tensor._acc:
            return None
        return self._of_nodes.get(edge[0], {}).get(edge[1])  # a result that its node saved

    def share(self, node: Node, outputs: Sequence[TensorBase]) -> None:
        """What a node saves of its results moves, here and in all levels outside, as these do."""
        moving = {i: self.of(each) for i, each in enumerate(outputs)}
        self._of_nodes[node] = {i: each for i, each in moving.items() if each is not None}
        if (outside := listen.follower(self.inner)) is not None:
            outside.share(node, outputs)

    def _note(self, tensor: TensorBase, tangent: TensorBase | None) -> None:
        key, kept = id(tensor), self._kept
        kept[key] = (ref(tensor, lambda _: kept.pop(key, None)), tangent)

    def _keep(self, tensor: TensorBase, tangent: TensorBase) -> None:
        self._note(tensor, tangent)
        edge = tensor._edge
        if edge is not None and edge[0] is not None and edge is not tensor._acc:
            self._of_nodes.setdefault(edge[0], {})[edge[1]] = tangent

    def give(self, tensor: TensorBase, tangent: Any, *, written: bool = False) -> None:
        """Let a tensor have a tangent, laid out as the tensor is."""
        check_size(tensor, tangent)
        if written and tensor._view is not None:
            base = tensor._view.base
            if self.of(base) is None:
                zeros = fresh(xp.zeros(base._array.shape, tangent._array.dtype))
                self._keep(base, zeros)
                part: Any = self.of(tensor)
                with self.aside():
                    part.copy_(tangent)
                return
        if not _laid_alike(tensor, tangent):
            with self.aside():
                tangent = _laid_as(tensor, tangent)
        self._keep(tensor, tangent)

    def primal(self, tensor: TensorBase) -> Any:
        """A look at a tensor that has no tangent, whatever its base has."""
        from gradwalk.ops.basic_index import fw_primal

        with self.aside():
            made = fw_primal(tensor)
        self._note(made, None)
        return made

    # What it hears -------------------------------------------------------------------------

    def applied(self, entry: Op, args: Sequence[Any], made: TensorBase, node: Node | None) -> None:
        """An entry was applied to all its arguments."""
        if self.inner is not None:
            self.inner.applied(entry, args, made, node)
        if made is not args[0]:
            self._pass_on(entry, args, (made,))

    def made(
        self,
        op: str,
        inputs: tuple[tuple[str, Any], ...],
        outputs: tuple[TensorBase, ...],
        node: Node | None,
    ) -> None:
        """An operation with several results returned."""
        if self.inner is not None:
            self.inner.made(op, inputs, outputs, node)
        from gradwalk.op import OPS  # op.py needs listeners

        entry = OPS.get(op)
        if entry is not None and entry.outputs is not None:
            self._pass_on(entry, [value for _, value in inputs], outputs)

    def _pass_on(self, entry: Op, args: Sequence[Any], outputs: Sequence[TensorBase]) -> None:
        given = self._given(entry, args)
        if given is None:
            if entry.view and args[0]._view is not None and self.of(args[0]._view.base) is not None:
                for each in outputs:
                    self._note(each, None)  # a view of a primal
            return
        with self.aside():
            found = self._rules(entry, args, outputs, given)
        for each, tangent in zip(outputs, found, strict=True):
            if tangent is not None and each._array.dtype.kind in "fc":
                self.give(each, self._expanded(tangent, each))

    def _given(self, entry: Op, args: Sequence[Any]) -> list[Any] | None:
        """The tangents of the inputs that have a rule; None where none has one."""
        if mode.inference:
            return None
        inputs = args[0] if entry.variadic else [args[place] for place in entry.places]
        given = [self.of(each) if is_tensor(each) else None for each in inputs]
        return None if all(each is None for each in given) else given

    def _expanded(self, tangent: Any, like: TensorBase) -> Any:
        if tangent._array.shape == like._array.shape:
            return tangent
        with self.aside():
            return tangent.expand(like._array.shape)

    def before(self, entry: Op, args: Sequence[Any]) -> Any:
        """An in-place operation is about to run; what `after` wants, None if it is no matter."""
        given = self._given(entry, args)
        if given is None:
            return None
        from gradwalk.ops.core import clone

        if given[0] is None and entry.name in ("add", "sub"):
            given[0] = zeros_like(args[0])  # numbers here, so that a sum with -0 is 0
        with listen.silence():
            return clone(args[0]), given

    def after(self, entry: Op, args: Sequence[Any], kept: Any) -> None:
        """It ran: the target's tangent is written, too, or it has one now."""
        original, given = kept
        target, *others = args
        mine = self.of(target)
        with self.aside():
            (made,) = self._rules(entry, (original, *others), (target,), given)
            if made is not None and any(made is each for each in given):
                made = made.clone()
            if mine is not None:
                mine.zero_() if made is None else mine.copy_(made)
                return
        if made is not None:
            self.give(target, self._expanded(made, target), written=True)

    def reshaped(self, target: TensorBase, function: Callable[[Any], Any]) -> None:
        """A tensor looks at its own memory in another shape from now on."""
        mine = self.of(target)
        if mine is not None:
            with self.aside():
                looked = function(mine)
            self._keep(target, looked)

    def custom(self, ctx: Any, args: Sequence[Any], outputs: Sequence[Any]) -> None:
        """A program's own Function ran: its `jvp` gives the tangents."""
        given = [self.of(each) if is_tensor(each) else None for each in args]
        if mode.inference or all(each is None for each in given):
            return
        function = ctx.function
        if ctx.materialize_grads:
            pairs = zip(given, args, strict=True)
            given = [zeros_like(x) if t is None and is_tensor(x) else t for t, x in pairs]
        with self.aside():
            made = function.jvp(ctx, *given)
        parts = made if isinstance(made, tuple) else (made,)
        if len(parts) != len(outputs):
            raise RuntimeError(
                "Function's jvp returned an invalid number of forward gradients (expected "
                f"{len(outputs)} but got {len(parts)})"
            )
        for place, (each, tangent) in enumerate(zip(outputs, parts, strict=True)):
            if tangent is None or not is_tensor(each):
                continue
            if not is_tensor(tangent):
                got = f"(got {type(tangent).__name__}) for grad output {place}."
                raise RuntimeError(f"expected Variable or None {got}")
            self.give(each, tangent)


def _nothing(*_: Any) -> None:
    return None


def zeros_like(tensor: TensorBase) -> Any:
    """A tangent for what does not move."""
    return fresh(xp.zeros(tensor._array.shape, tensor._array.dtype))


def check_size(tensor: TensorBase, tangent: TensorBase) -> None:
    """Refuse a tangent of another shape."""
    if tensor._array.shape != tangent._array.shape:
        raise RuntimeError(
            "Trying to set a forward gradient that has a different size than that of the original "
            f"Tensor, this is not supported. Tensor is of size {list(tensor._array.shape)} while "
            f"the given forward gradient is of size {list(tangent._array.shape)}."
        )


def _laid_alike(tensor: TensorBase, tangent: TensorBase) -> bool:
    """Whether views of both have the same sizes, strides and offset."""
    first, second = tensor._array, tangent._array
    if first.__class__ is not ndarray and second.__class__ is not ndarray:
        return True
    first, second = writable(tensor), writable(tangent)
    if geometry(first) != geometry(second):
        return False
    return bool(root(first).size == root(second).size)


def _laid_as(tensor: TensorBase, tangent: Any) -> Any:
    """A copy of a tangent in a memory like the tensor's."""
    from gradwalk.ops.strided import as_strided

    like = writable(tensor)
    memory = fresh(xp.zeros(root(like).size, tangent._array.dtype))
    sizes, _, offset = geometry(like)
    laid = as_strided(memory, sizes, strides_of(like), offset)
    return laid.copy_(tangent)
