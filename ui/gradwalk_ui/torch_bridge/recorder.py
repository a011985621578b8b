"""The recorder of real PyTorch: what the program calls, what its variables are, its backwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Self
from weakref import ref

from gradwalk.trace import events as e
from gradwalk.trace.scopes import Scopes, is_module

from gradwalk_ui.holders import Holders, variables
from gradwalk_ui.limits import DEFAULT
from gradwalk_ui.torch_bridge import calls, switch
from gradwalk_ui.torch_bridge.forward import Forward
from gradwalk_ui.torch_bridge.notes import Place
from gradwalk_ui.torch_bridge.passes import Pass
from gradwalk_ui.torch_bridge.scopes import calls_of_modules

if TYPE_CHECKING:
    from gradwalk.trace.lives import Deaths

    from gradwalk_ui.holders import Roots


class Recorder(Forward):
    """Records what happens in this thread between `with recorder:` and its end."""

    def __init__(
        self, torch: Any, locate: Callable[[], Place], most: int | None = DEFAULT.events
    ) -> None:
        super().__init__(torch, locate, most)
        self.depth = 0  # calls of the program that are under way
        self._enabled = True  # whether history is recorded, as told last
        self._names: dict[str, str] = {}  # variable -> tensor
        self._named: set[str] = set()
        self._passes: list[Pass] = []
        self._statement: Place | None = None  # the one that ran last
        me = ref(self)
        self.scopes = Scopes(lambda: 0 if (it := me()) is None else it._reached())
        self._modes = switch.modes(self)

    def __enter__(self) -> Self:
        self._enabled = self.torch.is_grad_enabled()
        switch.on(self, self._modes)
        self._calls = calls_of_modules(self.torch, self.scopes)
        return self

    def __exit__(self, *_: object) -> None:
        switch.off(self, self._modes)
        for hook in self._calls:
            hook.remove()
        with self.quiet():
            self.settle()
        for each in self._passes:
            each.unhook()

    def listens(self) -> bool:
        """Whether operators are the program's own now, not those of a backward's formulas."""
        return not self._passes or self._passes[-1].create or self.depth > 0

    # What the program calls ------------------------------------------------------------------

    def called(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call of the program's own, and note what operators do not tell."""
        if self.busy or self.silent or self.full is not None:
            return func(*args, **kwargs)
        self.depth += 1
        try:
            special = calls.of(self.torch, func)
            if special is None:
                return func(*args, **kwargs)
            return special(self, func, args, kwargs)
        finally:
            self.depth -= 1
            if self.waiting is not None:
                with self.quiet():
                    self.settle()
            self.mode()

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """What happens within is told as a whole, afterwards."""
        with self.quiet():
            self.settle()
        self.silent += 1
        try:
            yield
        finally:
            self.silent -= 1

    def function(self, cls: Any, apply: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """Apply a Function of the program's own."""
        if self.busy or self.silent or self.full is not None:
            return apply(*args)
        with self.as_one():
            result = apply(*args)
        with self.quiet():
            results = result if isinstance(result, tuple) else (result,)
            outputs = [each for each in results if self.is_tensor(each)]
            fresh = [each for each in outputs if self.keeper.known(each) is None]
            named = [(f"args[{place}]", each) for place, each in enumerate(args)]
            entries = self.inputs(named, {})
            if fresh:
                self.made(cls.__name__, named, entries, fresh, None)
        return result

    def retains(self, tensor: Any) -> None:
        """retain_grad() was called."""
        known = self.seen(tensor)
        self.retaining.append(known)
        self.put(e.Retains, known.id)

    def required(self, tensor: Any) -> None:
        """requires_grad of a leaf was switched; a new one is told of as it is."""
        known = self.keeper.known(tensor)
        if known is not None:
            self.put(e.Required, known.id, tensor.requires_grad)

    def cleared(self, tensor: Any) -> None:
        """A gradient was set to None or zeros."""
        last = self.events[-1] if self.events else None
        known = self.seen(tensor)
        if isinstance(last, e.Cleared) and (last.tensor, last.grad) == (known.id, None):
            return
        self.put(e.Cleared, known.id, self.value_or_none(tensor.grad))

    def mode(self) -> None:
        """Tell whether recording of history was switched."""
        enabled = self.torch.is_grad_enabled()
        if enabled != self._enabled and not self._passes and not self.silent:
            self._enabled = enabled
            with self.quiet():
                self.settle()
            self.put(e.GradMode, enabled)

    def hook(self, tensor: Any, hook: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Return a tensor's hook that tells what it makes of the gradient."""
        me = ref(self)
        node = tensor.grad_fn
        leaf = None if node is not None else self.seen(tensor).id

        def told(grad: Any) -> Any:
            recorder = me()
            if recorder is None or not recorder._passes or recorder.full is not None:
                return hook(grad)
            with recorder.quiet():
                recorder.settle()
                recorder._passes[-1].catch_up(node)
                before = recorder.value_or_none(grad)
            recorder.depth += 1
            try:
                made = hook(grad)
            finally:
                recorder.depth -= 1
            with recorder.quiet():
                recorder.settle()
                after = before if made is None else recorder.value_or_none(made)
                name = None if leaf is not None or node is None else recorder.keeper.tell(node).id
                recorder.put(e.Hooked, leaf, name, before, after, place=recorder._passes[-1].place)
            return made

        told.__name__ = getattr(hook, "__name__", type(hook).__name__)  # errors name it
        return told

    # Backward --------------------------------------------------------------------------------

    def backward(
        self, run: Callable[..., Any], roots: Any, given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        """Run a backward under hooks; the rest is what PyTorch's engine takes."""
        if self.busy or self.full is not None:
            return self._unrecorded(run, roots, *given, **named)
        seeds, keep, create, inputs = given[:4]
        accumulate = bool(named.get("accumulate_grad"))
        with self.quiet():
            self.settle()
            edges = [self._edge(each) for each in roots]
            ends = [self._edge(each) for each in inputs] if inputs else None
        if any(node is None for node, _ in edges + (ends or [])):
            return run(roots, *given, **named)  # PyTorch says what is wrong with it
        with self.quiet():
            for each in inputs if accumulate and inputs else ():
                if self.is_tensor(each) and not each.is_leaf:  # PyTorch keeps its gradient
                    self.retains(each)
            one = Pass(self, edges, ends, keep=keep, create=create, accumulate=accumulate)
            if not one.too_large:
                one.began(seeds)
                one.hook()
        if one.too_large:
            self.full = one.place
            return self._unrecorded(run, roots, *given, **named)
        self._passes.append(one)
        depth, self.depth = self.depth, 0
        try:
            with self._hearing():
                result = run(roots, *given, **named)
            with self.quiet():
                self.settle()
                if self.full is None:
                    one.ended()
            return result
        finally:
            self.depth = depth
            self._passes.remove(one)
            one.unhook()

    def _unrecorded(self, run: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Run a backward whose operations are not counted as the program's."""
        self.silent += 1
        try:
            return run(*given, **named)
        finally:
            self.silent -= 1

    def _hearing(self) -> Any:
        """Hear calls within a backward, too: PyTorch sets the mode aside while it handles one."""
        c, calls = self.torch._C, self._modes[0]
        stack = range(c._len_torch_function_stack())
        heard = any(c._get_function_stack_at(place) is calls for place in stack)
        return nullcontext() if heard else calls

    def _edge(self, tensor: Any) -> tuple[Any, int]:
        """Return the node that a tensor's gradient goes to, and for which output."""
        if not self.is_tensor(tensor):
            return tensor.node, tensor.output_nr
        if tensor.grad_fn is not None:
            return tensor.grad_fn, tensor.output_nr
        if not tensor.requires_grad:
            return None, 0
        with self.torch.enable_grad():
            return tensor.view_as(tensor).grad_fn.next_functions[0]  # type: ignore[no-any-return]

    def ran(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run an operator; where a backward adds gradients up, that is a step of its own."""
        if self._passes and not self.busy and not self.depth and self._passes[-1].create:
            if func._schema.name == "aten::clone":  # retain_grad's, or a leaf's first gradient
                return func(*args, **kwargs)
            if func._schema.name == "aten::add":
                with self.quiet():
                    self.settle()
                    self._passes[-1].adding()
        return super().ran(func, args, kwargs)

    # What the program says -------------------------------------------------------------------

    def named(self, name: str, value: Any) -> None:
        """A variable was bound; tensors in it get its name."""
        if self.full is not None:
            return
        with self.quiet():
            self.settle()
            self._look()
            if self.is_tensor(value):
                self._bind(name, value)
            elif isinstance(value, (list, tuple)):
                for place, item in enumerate(value[:64]):
                    if self.is_tensor(item) and not self._has_name(item):
                        self._bind(f"{name}[{place}]", item)
            elif is_module(value):
                self.scopes.named(name, value)
                for part, parameter in value.named_parameters():
                    if not self._has_name(parameter):
                        self._bind(f"{name}.{part}", parameter)

    def _has_name(self, tensor: Any) -> bool:
        known = self.keeper.known(tensor)
        return known is not None and known.id in self._named

    def _bind(self, name: str, tensor: Any) -> None:
        known = self.seen(tensor)
        if self._names.get(name) != known.id:
            self._named.add(known.id)
            self._names[name] = known.id
            self.put(e.Named, name, known.id)

    def look(self) -> None:
        """A statement ends or begins: look for writes past every counter, as through NumPy."""
        with self.quiet():
            self.settle()
            self._look()

    def _look(self) -> None:
        before, self.place = self.place, self._statement or self.place
        self.mode()
        self.place, self._statement = before, self.locate()
        if self.audit.exposed:
            self.audit.look(self.locate())

    def trace(self) -> e.Trace:
        """Return what has happened so far, as frozen data."""
        with self.quiet():
            self.settle()
        count = len(self.events)
        return e.Trace(tuple(self.events), scopes=self.scopes.told(self.index, count))

    def mark(self) -> int:
        """Return how many events there are by now."""
        with self.quiet():
            self.settle()
        return len(self.events)

    def _reached(self) -> int:
        """Return how many events there are for a scope; a backward's are put down in its time."""
        return len(self.events) if self._passes else self.mark()

    def index(self, mark: int) -> int:
        """Return how many events there were at a mark."""
        return mark

    def ids(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return the tensors' ids by their keys, and the nodes' by their numbers."""
        return self.keeper.ids()

    def watched(self, names: Mapping[str, object]) -> AbstractContextManager[Holders]:
        """Watch over what a program holds and what is freed while it runs."""
        return self.watching(lambda: variables(names))

    @contextmanager
    def watching(self, roots: Roots) -> Iterator[Holders]:
        """Watch over what is freed, and what is held by the variables that `roots` yields."""
        freed: Deaths = []

        def gone(identity: str) -> None:
            is_node = identity.startswith("n")
            key = int(identity[1:]) + (not is_node)  # as the keeper's
            freed.append((len(self.events), is_node, key, self.locate()))

        self.keeper.gone = gone
        try:
            yield Holders(self, roots, freed, self.torch.Tensor)
        finally:
            self.keeper.gone = None

    def exceeds(self, count: int) -> bool:
        """Whether there are more events than so many."""
        return len(self.events) > count
