"""What all optimisers share: parameter groups, state, zero_grad, step.

An optimiser writes in place under no_grad: each `param.add_` is an ordinary in-place op, so the
versions of the parameters tick and the trace shows the write.
"""

from __future__ import annotations

import functools
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import chain
from typing import Any

from gradwalk.hooks import RemovableHandle
from gradwalk.mode import set_grad_enabled
from gradwalk.nn.names import typename
from gradwalk.tensor import Tensor
from gradwalk.trace import listen

Params = Iterable[Tensor] | Iterable[dict[str, Any]] | Iterable[tuple[str, Tensor]]


def _hooked(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step with the hooks of its optimiser around."""

    @functools.wraps(step)
    def call(*args: Any, **kwargs: Any) -> Any:
        for hook in args[0]._step_pre_hooks.values():
            args, kwargs = hook(args[0], args, kwargs) or (args, kwargs)
        result = step(*args, **kwargs)
        for hook in args[0]._step_post_hooks.values():
            hook(args[0], args, kwargs)
        return result

    call.hooked = True  # type: ignore[attr-defined]
    return call


class Optimizer:
    """Base of the optimisers; a subclass says in `update` what one step does to one parameter."""

    def __init__(self, params: Params, defaults: dict[str, Any]) -> None:
        self.defaults = defaults
        self.state: defaultdict[Tensor, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        self.stepped: bool | None = None  # since its first schedule, which says so: they warn
        self._step_pre_hooks: dict[int, Callable[..., Any]] = {}
        self._step_post_hooks: dict[int, Callable[..., Any]] = {}
        kind: Any = type(self)
        if not hasattr(kind.step, "hooked"):  # one's own step, too
            kind.step = _hooked(kind.step)
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be "
                f"an iterable of Tensors or dicts, but got {params.type()}"
            )
        groups: list[Any] = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Add parameters with options of their own."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        _unpack_names(param_group)
        for param in param_group["params"]:
            self._check(param)
        for name, default in self.defaults.items():
            param_group.setdefault(name, default)
        params = param_group["params"]
        if len(params) != len(set(params)):
            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters; "
                "in future, this will cause an error; "
                "see github.com/pytorch/pytorch/issues/40967 for more information",
                stacklevel=3,
            )
        taken = {param for group in self.param_groups for param in group["params"]}
        if not taken.isdisjoint(params):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def _check(self, param: Any) -> None:
        if not isinstance(param, Tensor):
            name = typename(param)
            raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {name}")
        if not self.defaults.get("differentiable") and not (param.is_leaf or param.retains_grad):
            raise ValueError("can't optimize a non-leaf Tensor")

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients, or write zeros into them."""
        with listen.Staying():
            for param in self._params():
                clear_grad(param, set_to_none)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Update every parameter that has a gradient; returns what `closure` returns."""
        scopes = None if listen.rows is None else listen.rows.scopes
        if scopes is None:
            return self._step(closure)
        scopes.entered("step", "", type(self).__name__)
        try:
            return self._step(closure)
        finally:
            scopes.left()

    def _step(self, closure: Callable[[], Any] | None) -> Any:
        if type(self) is Optimizer:
            raise NotImplementedError
        loss = None
        self.stepped = self.stepped is not None or None
        with set_grad_enabled(bool(self.defaults.get("differentiable", False))):
            if closure is not None:
                with set_grad_enabled(True):
                    loss = closure()
            with listen.Staying():
                for group in self.param_groups:
                    for param in group["params"]:
                        grad = param.grad
                        if grad is not None:
                            self.update(param, grad, self._state_of(param, group), group)
        return loss

    def _state_of(self, param: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        """What is kept of a parameter from step to step."""
        return self.state[param]

    def update(
        self, param: Tensor, grad: Tensor, state: dict[str, Any], group: dict[str, Any]
    ) -> None:
        """One step for one parameter, in place."""
        raise NotImplementedError

    def register_step_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` before each step."""
        handle = RemovableHandle(self._step_pre_hooks)
        self._step_pre_hooks[handle.id] = hook
        return handle

    def register_step_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` after each step."""
        handle = RemovableHandle(self._step_post_hooks)
        self._step_post_hooks[handle.id] = hook
        return handle

    def state_dict(self) -> dict[str, Any]:
        """State and options, with parameters replaced by their position."""
        numbers = {param: i for i, param in enumerate(self._params())}
        groups = [
            {k: v for k, v in group.items() if k != "params"}
            | {"params": [numbers[param] for param in group["params"]]}
            for group in self.param_groups
        ]
        state = {numbers[param]: value for param, value in self.state.items()}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over a state that state_dict gave."""
        saved = deepcopy(state_dict)
        if len(saved["param_groups"]) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        pairs = list(zip(self.param_groups, saved["param_groups"], strict=True))
        if any(len(mine["params"]) != len(other["params"]) for mine, other in pairs):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of "
                "optimizer's group"
            )
        numbers = chain.from_iterable(other["params"] for _, other in pairs)
        by_number = dict(zip(numbers, self._params(), strict=True))
        self.state = defaultdict(dict)
        for number, value in saved["state"].items():
            self.state[by_number[number]] = value
        for mine, other in pairs:  # in the order of what was saved
            kept = dict(mine)
            mine.clear()
            mine |= {**other, "params": kept["params"]}
            old = self.defaults.keys() & kept.keys() - mine.keys()  # options of later versions
            mine |= {key: value for key, value in kept.items() if key in old}

    def _params(self) -> Iterable[Tensor]:
        return chain.from_iterable(group["params"] for group in self.param_groups)

    def __repr__(self) -> str:
        text = type(self).__name__ + " ("
        for i, group in enumerate(self.param_groups):
            text += f"\nParameter Group {i}\n"
            for key in sorted(group):
                if key != "params":
                    text += f"    {key}: {group[key]}\n"
        return text + ")"


def clear_grad(param: Tensor, set_to_none: bool) -> None:
    """Forget one gradient, or write zeros into it."""
    grad = param.grad
    if grad is None:
        return
    if set_to_none:
        param.grad = None
    else:
        if grad.grad_fn is not None:
            grad.detach_()
        else:
            grad.requires_grad_(False)
        grad.zero_()
        if listen.listener is not None:
            listen.listener.cleared(param)


def _unpack_names(group: dict[str, Any]) -> None:
    """Make `params` a list of tensors; names given with them go to `param_names`."""
    params = group["params"]
    if isinstance(params, Tensor):
        group["params"] = [params]
        return
    if isinstance(params, set):
        raise TypeError(
            "optimizer parameters need to be organized in ordered collections, but "
            "the ordering of tensors in sets will change between runs. Please use a list instead."
        )
    listed = list(params)
    names = [item[0] for item in listed if isinstance(item, tuple)]
    if names and len(names) != len(listed):
        text = "all optimizer params should be with/without names. Some param names are missing"
        raise ValueError(text)
    group["params"] = [item[1] for item in listed] if names else listed
    if names:
        group["param_names"] = names
