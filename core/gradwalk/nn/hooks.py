"""Calling a module with its hooks around: forward, and what fires in the backward.

Backward hooks stand on two identities, one before and one behind the module (nodes named
BackwardHookFunctionBackward, as in PyTorch): the gradients that pass them are the module's.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from gradwalk import mode
from gradwalk.function import Function
from gradwalk.tensor import Tensor

_NO_INPUT_GRAD = (
    "Full backward hook is firing when gradients are computed with respect to module outputs since "
    "no inputs require gradients. See https://docs.pytorch.org/docs/main/generated/"
    "torch.nn.Module.html#torch.nn.Module.register_full_backward_hook for more details."
)
_SEVERAL_NODES = (
    "Using a non-full backward hook when the forward contains multiple autograd Nodes is "
    "deprecated and will be removed in future versions. This hook will be missing some grad_input. "
    "Please use register_full_backward_hook to get the documented behavior."
)


class BackwardHookFunction(Function):
    """The identity that backward hooks of a module stand on."""

    @staticmethod
    def forward(ctx: Any, *args: Any) -> Any:
        ctx.mark_non_differentiable(*[arg for arg in args if not arg.requires_grad])
        return args

    @staticmethod
    def backward(_: Any, *args: Any) -> Any:
        return args


def call(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a module that has hooks."""
    result = None
    called: set[int] = set()
    try:
        args, kwargs = _before(module, args, kwargs)
        full = module._is_full_backward_hook is not False
        watch = None
        if module._backward_pre_hooks or (module._backward_hooks and full):
            watch = _Watch(module)
            args = watch.inputs(args)
        result = module.forward(*args, **kwargs)
        for key, hook in tuple(module._forward_hooks.items()):
            called.add(key)
            result = _changed(module, key, hook, args, kwargs, result)
    except Exception:
        _always(module, called, args, kwargs, result)
        raise
    if watch is not None:
        if not isinstance(result, (Tensor, tuple)):
            warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of "
                f"Tensors but received {type(result)}",
                stacklevel=3,
            )
        result = watch.outputs(result)
    elif module._backward_hooks:
        _watch_node(module, args, result)
    return result


def _before(
    module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments as the forward pre-hooks leave them."""
    for key, hook in tuple(module._forward_pre_hooks.items()):
        if key in module._hooks_with_kwargs:
            made = hook(module, args, kwargs)
            if made is None:
                continue
            if not (isinstance(made, tuple) and len(made) == 2):
                raise RuntimeError(
                    "forward pre-hook must return None or a tuple of (new_args, new_kwargs), but "
                    f"got {made}."
                )
            args, kwargs = made
        else:
            made = hook(module, args)
            if made is not None:
                args = made if isinstance(made, tuple) else (made,)
    return args, kwargs


def _changed(module: Any, key: int, hook: Any, args: Any, kwargs: Any, result: Any) -> Any:
    if key in module._hooks_with_kwargs:
        made = hook(module, args, kwargs, result)
    else:
        made = hook(module, args, result)
    return result if made is None else made


def _always(module: Any, called: set[int], args: Any, kwargs: Any, result: Any) -> None:
    """After an error: the hooks that wanted to be called all the same."""
    for key, hook in tuple(module._forward_hooks.items()):
        if key in module._hooks_always and key not in called:
            try:
                result = _changed(module, key, hook, args, kwargs, result)
            except Exception as error:  # noqa: BLE001 - the first error is the one that counts
                warnings.warn(
                    "module forward hook with ``always_call=True`` raised an exception that was "
                    f"silenced as another error was raised in forward: {error}",
                    stacklevel=4,
                )


class _Watch:
    """The backward hooks of one call."""

    def __init__(self, module: Any) -> None:
        self.module = module
        full = module._is_full_backward_hook is True
        self.hooks = tuple(module._backward_hooks.values()) if full else ()
        self.pre_hooks = tuple(module._backward_pre_hooks.values())
        self.grad_outputs: Any = None
        self.count = 0  # of the arguments
        self.places: list[int] | None = None  # of the tensors among them; None: no gradient

    def inputs(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments behind the first identity."""
        self.count = len(args)
        made, self.places = _identity(args, self.hook)
        return made

    def outputs(self, result: Any) -> Any:
        """The result behind the second identity."""
        items = result if isinstance(result, tuple) else (result,)
        count = len(items)
        places: list[int] | None = None

        def hook(_: Any, grads: tuple[Any, ...]) -> Any:
            assert places is not None
            return self._on_outputs(grads, places, count)

        made, places = _identity(items, hook)
        return made if isinstance(result, tuple) else made[0]

    def _on_outputs(self, grads: tuple[Any, ...], places: list[int], count: int) -> Any:
        found = _spread(grads, places, count)
        for hook in self.pre_hooks:
            made = hook(self.module, found)
            if made is None:
                continue
            made = made if isinstance(made, tuple) else (made,)
            if len(made) != count:
                raise RuntimeError(
                    "Backward pre hook returned an invalid number of grad_output, got "
                    f"{len(made)}, but expected {count}"
                )
            found = made
        self.grad_outputs = found
        if self.places is None:
            self._without_inputs()
        return tuple([found[place] for place in places])

    def _without_inputs(self) -> None:
        """No input has a gradient: the hooks are called here."""
        warnings.warn(_NO_INPUT_GRAD, stacklevel=5)
        for hook in self.hooks:
            made = hook(self.module, (None,) * self.count, self.grad_outputs)
            if made is not None and any(each is not None for each in made):
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always "
                    "return None or None for all gradients."
                )
        self.grad_outputs = None

    def hook(self, grads: tuple[Any, ...], _: Any) -> Any:
        """The gradients that the hooks make of the inputs'; what is raised names this function."""
        if self.grad_outputs is None:  # the gradient came in another way than by the outputs
            return None
        assert self.places is not None
        found = _spread(grads, self.places, self.count)
        for hook in self.hooks:
            made = hook(self.module, found, self.grad_outputs)
            if made is None:
                continue
            made = made if isinstance(made, tuple) else (made,)
            if len(made) != len(found):
                raise RuntimeError(
                    "Backward hook returned an invalid number of grad_input, got "
                    f"{len(made)}, but expected {len(found)}"
                )
            found = made
        self.grad_outputs = None
        return tuple([found[place] for place in self.places])


def _spread(grads: tuple[Any, ...], places: list[int], count: int) -> tuple[Any, ...]:
    """The gradients at the places of their tensors, None between."""
    found: list[Any] = [None] * count
    for place, grad in zip(places, grads, strict=True):
        found[place] = grad
    return tuple(found)


def _identity(
    args: tuple[Any, ...], hook: Callable[..., Any]
) -> tuple[tuple[Any, ...], list[int] | None]:
    """The arguments with their tensors behind an identity whose node calls the hook."""
    places = [i for i, each in enumerate(args) if isinstance(each, Tensor)]
    if not (mode.grad_enabled and any(args[place].requires_grad for place in places)):
        return args, None
    made = BackwardHookFunction.apply(*[args[place] for place in places])
    node = next(each.grad_fn for each in made if each.grad_fn is not None)
    node.register_hook(hook)
    changed = list(args)
    for place, each in zip(places, made, strict=True):
        changed[place] = each
    return tuple(changed), places


def _watch_node(module: Any, args: tuple[Any, ...], result: Any) -> None:
    """The hooks of register_backward_hook: on the node of the result alone."""
    first = result
    while not isinstance(first, Tensor):
        first = next(iter(first.values())) if isinstance(first, dict) else first[0]
    node = first.grad_fn
    if node is None:
        return
    for hook in tuple(module._backward_hooks.values()):
        node.register_hook(lambda gi, go, hook=hook: hook(module, gi, go))
    before = {each.grad_fn for each in args if isinstance(each, Tensor) and each.grad_fn}
    if before != {each for each, _ in node.next_functions}:
        warnings.warn(_SEVERAL_NODES, FutureWarning, stacklevel=4)
