"""Custom functions: torch.autograd.Function, its context, once_differentiable.

As in PyTorch the context handed to forward and backward *is* the node of the graph.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import errors, graph, mode
from gradwalk.array import xp
from gradwalk.graph import NONE, next_sequence
from gradwalk.inplace import bump, check
from gradwalk.noted import NotedNode
from gradwalk.once import once_differentiable
from gradwalk.readonly import readonly
from gradwalk.saved import SavedOutput, SavedTensor, is_saved, value_of
from gradwalk.savedhooks import RawSaved, pack
from gradwalk.tensorbase import TensorBase, alias, fresh
from gradwalk.trace import listen
from gradwalk.views import edge_of, is_leaf, set_history, tracked, view_of

_NO_BACKWARD = (
    "You must implement either the backward or vjp method for your custom autograd.Function to "
    "use it with backward mode AD."
)
_BOTH = (
    "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only "
    "implement one of them."
)
_LEGACY = (
    "Legacy autograd function with non-static forward method is deprecated. Please use new-style "
    "autograd function with static forward method. (Example: "
    "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)"
)
_NOT_DIRTY = "mark_dirty can only accept variables, but argument "  # PyTorch's, cut off so
_NOT_BLIND = "mark_non_differentiable only accepts variable arguments, but got "
_NO_FORWARD = "You must implement the forward function for custom autograd.Function."


class BackwardCFunction(NotedNode):
    """The node of a custom function, and the context of its forward and backward."""

    _c_name = "torch._C._FunctionBase"
    function: Any = None  # the Function whose node it is
    lends = True
    needs_input_grad: tuple[bool, ...] = ()
    to_save: tuple[Any, ...] = ()
    for_forward: tuple[Any, ...] = ()
    dirty_tensors: tuple[Any, ...] = ()
    non_differentiable: tuple[Any, ...] = ()
    materialize_grads = True
    places: tuple[int, ...] = ()  # of the tensors among forward's arguments
    freed = False

    def __init__(self) -> None:
        self.edges = ()
        self.saved = ()
        self.meta = ()
        self.extra = None
        self.sequence_nr = next_sequence()
        if graph.on_record is not None:
            graph.on_record(self)

    if not graph.BOUNDED:

        def __del__(self) -> None:
            """Let go of what forward set on it, too, and then of the rest, one after the other."""
            graph.drop_later(self.__dict__.copy())
            self.__dict__.clear()
            super().__del__()

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep tensors for backward."""
        self.to_save = tensors

    def save_for_forward(self, *tensors: Any) -> None:
        """Keep tensors for jvp."""
        self.for_forward = tensors

    def mark_dirty(self, *args: Any) -> None:
        """Say which inputs forward wrote in place."""
        self.dirty_tensors = args

    def mark_non_differentiable(self, *args: Any) -> None:
        """Say which outputs have no gradient."""
        self.non_differentiable = args

    def set_materialize_grads(self, value: bool) -> None:
        """Whether backward gets zeros, or None, for outputs without a gradient."""
        self.materialize_grads = value

    @readonly
    def saved_variables(self) -> tuple[Any, ...]:
        """The old name of saved_tensors."""
        warnings.warn(
            "'saved_variables' is deprecated; use 'saved_tensors'", DeprecationWarning, stacklevel=2
        )
        return self.saved_tensors  # type: ignore[no-any-return]

    @readonly
    def saved_tensors(self) -> tuple[Any, ...]:
        """What save_for_backward kept, each checked against its version."""
        if self.freed:
            raise RuntimeError(errors.FREED)
        if self.for_forward:
            return self.for_forward
        return tuple([value_of(item, self) for item in self.saved])

    @property
    def _raw_saved_tensors(self) -> tuple[RawSaved, ...]:
        """What save_for_backward kept, as it is kept."""
        if self.freed:
            raise RuntimeError(errors.FREED)
        return tuple([RawSaved(self, place) for place in range(len(self.saved))])

    def free(self) -> bool:
        """Drop the saved tensors; asking for them afterwards is an error even if none were."""
        self.freed = True
        return super().free()

    def held(self) -> list[tuple[str, Any]]:
        """The saved tensors that are still there, numbered."""
        return [
            (name, item)
            for name, item in zip(self.reads, self.saved, strict=True)
            if is_saved(item)
        ]

    def run(self, grads: list[Any], recording: bool) -> tuple[Any, ...]:
        """The gradients that the function's own backward returns."""
        given = [self._given(number, grad) for number, grad in enumerate(grads)]
        with mode.set_grad_enabled(recording and mode.grad_enabled):
            made = self._rule()(self, *given)
        parts = made if isinstance(made, tuple) else (made,)
        count = len(self.needs_input_grad)
        name = self.name()
        if len(parts) > count and all(each is None for each in parts[count:]):
            parts = parts[:count]
        if len(parts) != count:
            raise RuntimeError(
                f"function {name} returned an incorrect number of gradients (expected {count}, "
                f"got {len(parts)})"
            )
        for place, part in enumerate(parts):
            if part is not None and place not in self.places:
                raise RuntimeError(
                    f"function {name} returned a gradient different than None at position "
                    f"{place + 1}, but the corresponding forward input was not a Variable"
                )
        return tuple([self._taken(place, parts[place], recording) for place in self.places])

    def _rule(self) -> Callable[..., Any]:
        """The function's backward, which may be called vjp."""
        if not hasattr(self.function, "vjp"):
            return self.function.backward  # type: ignore[no-any-return]
        if self.function.backward is not Function.backward:
            raise RuntimeError(_BOTH)
        return self.function.vjp  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"<torch.autograd.function.{self.name()} object at {id(self):#x}>"

    def _given(self, number: int, grad: Any) -> Any:
        if grad is None:
            if not self.materialize_grads:
                return None
            shape, kind = self.meta[number]
            if kind is None:  # the output was no tensor
                return None
            return fresh(xp.zeros(shape, kind))
        return grad if isinstance(grad, TensorBase) else fresh(grad)

    def _taken(self, place: int, part: Any, recording: bool) -> Any:
        if part is None:
            return None
        if not isinstance(part, TensorBase):
            raise RuntimeError(f"expected Variable or None (got {type(part).__name__})")
        return part if recording else part._array


BackwardCFunction.ours = frozenset(dir(BackwardCFunction)) - {  # what PyTorch knows, too
    *dir(object), "dirty_tensors", "materialize_grads", "metadata",
    "next_functions", "non_differentiable", "requires_grad", "saved_tensors", "saved_variables",
    "to_save",
}  # fmt: skip


class _Meta(type):
    """Gives each Function the class of its nodes."""

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> None:
        super().__init__(name, bases, body)
        node_body = {
            "function": cls,
            "_forward_cls": cls,
            "op": None,
            "__module__": "torch.autograd.function",
        }
        cls.node = type(name + "Backward", (BackwardCFunction,), node_body)


class Function(metaclass=_Meta):
    """Base of custom functions: static `forward(ctx, ...)` and `backward(ctx, ...)`."""

    node: type[BackwardCFunction]
    generate_vmap_rule = False
    next_functions = ()

    def name(self) -> str:
        """The name that an instance, which is of no use, has as a node."""
        return type(self).__name__

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warnings.warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all "
            "static, so you should invoke them on the class itself. Instantiating an autograd "
            "function will raise an error in a future version of PyTorch.",
            DeprecationWarning,
            stacklevel=2,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(_LEGACY)

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """The result, from the arguments of `apply`."""
        raise NotImplementedError(_NO_FORWARD)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """Save for backward here where forward takes no context."""
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """The gradient of each argument of forward."""
        raise NotImplementedError(_NO_BACKWARD)

    @staticmethod
    def jvp(ctx: Any, *grad_inputs: Any) -> Any:
        """The tangent of each result, in forward mode."""
        raise NotImplementedError(errors.NO_JVP)

    @staticmethod
    def vmap(info: Any, in_dims: Any, *args: Any) -> Any:
        """A rule of one's own for vmap, whose loop here needs none: that it is there is enough."""
        raise NotImplementedError("To use autograd.Function with vmap, you must either override")

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Call the function, and record it."""
        return _apply(cls, args, kwargs)


def _apply(cls: type[Function], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    own_setup = cls.setup_context is not Function.setup_context
    if mode.transforms:
        _check_transformed(cls, own_setup)
    if own_setup:  # as PyTorch does, with Python's words for what does not fit
        bound = inspect.signature(cls.forward).bind(*args, **kwargs)
        bound.apply_defaults()
        args, kwargs = bound.args, {}
    elif kwargs:
        args, kwargs = _by_position(cls, args, kwargs), {}
    ctx = cls.node()
    listen.lending = True  # its backward gets hold of gradients
    tensors = [isinstance(each, TensorBase) for each in args]
    wants = tuple([is_tensor and tracked(x) for x, is_tensor in zip(args, tensors, strict=True)])
    recording = mode.grad_enabled and any(wants)
    ctx.needs_input_grad = tuple([want and mode.grad_enabled for want in wants])
    ctx.places = tuple([place for place, is_tensor in enumerate(tensors) if is_tensor])
    if recording:  # before forward writes anything, as in PyTorch
        ctx.edges = tuple([edge_of(args[p]) if wants[p] else NONE for p in ctx.places])
    with listen.silence() as listener, mode.no_grad():
        result = cls.forward(*args, **kwargs) if own_setup else cls.forward(ctx, *args, **kwargs)
        if own_setup:
            cls.setup_context(ctx, args, result)
    single = not isinstance(result, tuple)
    results = (result,) if single else result
    outputs = _outputs(ctx, args, results, recording)
    if recording:
        ctx.saved = _saved(ctx, args, outputs)
        ctx.reads = tuple([f"saved_tensors[{i}]" for i in range(len(ctx.saved))])
    ctx.to_save = ctx.dirty_tensors = ctx.non_differentiable = ()  # PyTorch clears them, too
    if listener is not None:
        made = tuple([each for each in outputs if isinstance(each, TensorBase)])
        inputs = tuple([(f"args[{i}]", each) for i, each in enumerate(args)])
        listener.made(cls.__name__, inputs, made, ctx if recording else None)
        if (level := listen.follower(listener)) is not None:
            level.custom(ctx, args, outputs)
    ctx.for_forward = ()
    return outputs[0] if single else tuple(outputs)


def _check_transformed(cls: type[Function], own_setup: bool) -> None:
    guide = "For more details, please see https://pytorch.org/docs/main/notes/extending.func.html"
    if not own_setup:
        raise RuntimeError(
            "In order to use an autograd.Function with functorch transforms (vmap, grad, jvp, "
            f"jacrev, ...), it must override the setup_context staticmethod. {guide}"
        )
    mapped = cls.vmap is not Function.vmap
    if mapped and cls.generate_vmap_rule:
        raise RuntimeError(
            f"You tried to vmap over {cls.__name__}, but it has both generate_vmap_rule=True and "
            "an overridden vmap staticmethod. Please set generate_vmap_rule=False or delete the "
            f"overridden vmap staticmethod to avoid ambiguity. {guide}"
        )
    if "vmap" in mode.transforms and not mapped and not cls.generate_vmap_rule:
        raise RuntimeError(
            f"You tried to vmap over {cls.__name__}, but it does not have vmap support. Please "
            f"override and implement the vmap staticmethod or set generate_vmap_rule=True. {guide}"
        )


def _by_position(
    cls: type[Function], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Any, ...]:
    """The arguments in the order forward takes them."""
    signature = inspect.signature(cls.forward)
    start = (None,) if cls.setup_context is Function.setup_context else ()
    try:
        bound = signature.bind(*start, *args, **kwargs)
    except TypeError as error:
        text = str(error)
        got = "" if text.startswith(("got", "missing")) else "got "
        raise TypeError(f"{cls.forward.__name__}() {got}{text}") from None
    known = signature.parameters
    for name in kwargs:
        if known[name].kind is inspect.Parameter.KEYWORD_ONLY:
            text = f"{cls.forward.__name__}() got an unexpected keyword argument '{name}'"
            raise TypeError(text)
    return bound.args[len(start) :]


def _outputs(
    ctx: BackwardCFunction, args: Sequence[Any], results: Sequence[Any], recording: bool
) -> list[Any]:
    """What forward returned, with the node as its history."""
    for marked, text in ((ctx.dirty_tensors, _NOT_DIRTY), (ctx.non_differentiable, _NOT_BLIND)):
        if not all(isinstance(each, TensorBase) for each in marked):
            raise RuntimeError(text)
    dirty = {id(each): bump(each) for each in ctx.dirty_tensors}  # each counts, returned or not
    if not dirty.keys() <= {id(each) for each in results}:
        raise RuntimeError(errors.DIRTY_LOST)
    blind = {id(each) for each in ctx.non_differentiable}
    inputs = {id(each) for each in args if isinstance(each, TensorBase)}
    outputs: list[Any] = []
    ctx.meta = tuple(
        [
            (each._array.shape, each._array.dtype) if isinstance(each, TensorBase) else ((), None)
            for each in results
        ]
    )
    for number, each in enumerate(results):
        made = each
        if isinstance(each, TensorBase):
            if id(each) in dirty:
                if recording and id(each) not in blind:
                    _rewrite(each, ctx, number, len(results), id(each) in inputs)
                elif tracked(each):
                    made = alias(each, each._array)
            elif id(each) in inputs:
                apart = id(each) in blind or (not recording and tracked(each))
                made = alias(each, each._array) if apart else view_of(each, each._array, "custom")
            if recording and id(each) not in dirty and id(each) not in blind:
                _link(made, ctx, number)
        outputs.append(made)
    return outputs


def _rewrite(
    tensor: TensorBase, ctx: BackwardCFunction, number: int, count: int, was_input: bool
) -> None:
    """Make the function the history of what it says it wrote, one of so many outputs."""
    if is_leaf(tensor) and tracked(tensor):
        raise RuntimeError(errors.DIRTY_LEAF)
    if not was_input:
        if tensor._view is not None:
            raise RuntimeError(errors.DIRTY_OTHER)
        warnings.warn(errors.DIRTY_OTHER, stacklevel=5)
    if tensor._view is not None:
        if count > 1:
            raise RuntimeError(errors.DIRTY_VIEW)
        check(tensor, True)
    set_history(tensor, ctx, number)


def _link(made: TensorBase, ctx: BackwardCFunction, number: int) -> None:
    if made._array.dtype.kind in "fc":
        made._edge = (ctx, number)
        if made._view is not None:
            made._view.creation = "custom"
            made._view.version = made._counter.version  # what forward wrote is its own business


def _saved(ctx: BackwardCFunction, args: Sequence[Any], outputs: Sequence[Any]) -> tuple[Any, ...]:
    results = {id(each): number for number, each in enumerate(outputs)}
    kept: list[Any] = []
    for each in ctx.to_save:
        if each is None:
            kept.append(None)
        elif not isinstance(each, TensorBase):
            raise TypeError(
                f"save_for_backward can only save variables, but argument {len(kept)} is of type "
                f"{type(each).__name__}"
            )
        elif id(each) in results and each._edge is not None and each._edge[0] is ctx:
            kept.append(pack(SavedOutput(each, results[id(each)]), ctx))
        else:
            kept.append(pack(SavedTensor(each), ctx))
    return tuple(kept)


__all__ = ["Function", "errors", "once_differentiable"]
