"""Module: a function that owns parameters, buffers and other modules.

Attributes that are parameters, buffers or modules are kept in three ordered dicts, as in PyTorch,
which is what lets a module list, save and print itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from gradwalk import dtypes
from gradwalk.hooks import RemovableHandle
from gradwalk.mode import no_grad
from gradwalk.nn import hooks, saving
from gradwalk.nn.names import check_name, no_options, shown, typename
from gradwalk.nn.parameter import Buffer, Parameter
from gradwalk.optim.optimizer import clear_grad
from gradwalk.tensor import Tensor
from gradwalk.trace import listen

_KINDS = ("_parameters", "_buffers", "_modules")
_HOOKS = (
    "_forward_pre_hooks", "_forward_hooks", "_backward_pre_hooks", "_backward_hooks",
    "_hooks_with_kwargs", "_hooks_always",
)  # fmt: skip
_MIXED = (
    "Cannot use both regular backward hooks and full backward hooks on a single Module. Please use "
    "only one of them."
)


def _floating(kind: str) -> Any:
    """The method that brings all that is floating to a dtype, by the name it has on a tensor."""
    return lambda self: self._apply(lambda t: getattr(t, kind)() if t.is_floating_point() else t)


class Module:
    """Base of all modules; a subclass writes `forward`."""

    training: bool
    _parameters: dict[str, Any]
    _buffers: dict[str, Any]
    _modules: dict[str, Any]
    _forward_pre_hooks: OrderedDict[int, Any]
    _forward_hooks: OrderedDict[int, Any]
    _backward_pre_hooks: OrderedDict[int, Any]
    _backward_hooks: OrderedDict[int, Any]
    _hooks_with_kwargs: OrderedDict[int, bool]
    _hooks_always: OrderedDict[int, bool]
    _is_full_backward_hook: bool | None
    _non_persistent_buffers_set: set[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if args or kwargs:
            raise no_options(type(self).__name__, len(args), kwargs)
        for name in _KINDS:
            super().__setattr__(name, OrderedDict() if name == "_modules" else {})
        super().__setattr__("training", True)
        super().__setattr__("_non_persistent_buffers_set", set())
        super().__setattr__("_is_full_backward_hook", None)
        for name in _HOOKS:
            super().__setattr__(name, OrderedDict())

    # --- running ---------------------------------------------------------------------------

    def forward(self, *args: Any) -> Any:
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        scopes = None if listen.rows is None else listen.rows.scopes
        if scopes is not None:
            scopes.entered_module(self)
        try:
            if (
                not self._forward_hooks
                and not self._forward_pre_hooks
                and not self._backward_hooks
                and not self._backward_pre_hooks
            ):
                return self.forward(*args, **kwargs)
            return hooks.call(self, args, kwargs)
        finally:
            if scopes is not None:
                scopes.left_module()

    def _add_hook(
        self,
        where: OrderedDict[int, Any],
        hook: Callable[..., Any],
        prepend: bool,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        handle = RemovableHandle(where)
        where[handle.id] = hook
        if with_kwargs:
            self._hooks_with_kwargs[handle.id] = True
        if always_call:
            self._hooks_always[handle.id] = True
        if prepend:
            where.move_to_end(handle.id, last=False)
        return handle

    def register_forward_pre_hook(
        self, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        return self._add_hook(self._forward_pre_hooks, hook, prepend, with_kwargs)

    def register_forward_hook(
        self,
        hook: Callable[..., Any],
        *,
        prepend: bool = False,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        return self._add_hook(self._forward_hooks, hook, prepend, with_kwargs, always_call)

    def register_full_backward_pre_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        return self._add_hook(self._backward_pre_hooks, hook, prepend)

    def register_full_backward_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        if self._is_full_backward_hook is False:
            raise RuntimeError(_MIXED)
        self._is_full_backward_hook = True
        return self._add_hook(self._backward_hooks, hook, prepend)

    def register_backward_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        if self._is_full_backward_hook is True:
            raise RuntimeError(_MIXED)
        self._is_full_backward_hook = False
        return self._add_hook(self._backward_hooks, hook, prepend=False)

    # --- attributes ------------------------------------------------------------------------

    def __setattr__(self, name: str, value: Any) -> None:
        kept = self.__dict__.get("_parameters")
        if isinstance(value, Parameter):
            if kept is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name)
            self.register_parameter(name, value)
        elif kept is not None and name in kept:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{typename(value)}' as parameter '{name}' "
                    "(torch.nn.Parameter or None expected)"
                )
            kept[name] = None
        elif isinstance(value, Module):
            if "_modules" not in self.__dict__:
                raise AttributeError("cannot assign module before Module.__init__() call")
            self._forget(name, self._modules)
            self._modules[name] = value
        elif name in self.__dict__.get("_modules", ()):
            if value is not None:
                raise TypeError(
                    f"cannot assign '{typename(value)}' as child module '{name}' "
                    "(torch.nn.Module or None expected)"
                )
            self._modules[name] = None
        elif isinstance(value, Buffer):
            self._forget(name)
            self.register_buffer(name, value, value.persistent)
        elif name in self.__dict__.get("_buffers", ()):
            if value is not None and not isinstance(value, Tensor):
                raise TypeError(
                    f"cannot assign '{typename(value)}' as buffer '{name}' "
                    "(torch.nn.Buffer, torch.Tensor or None expected)"
                )
            self._buffers[name] = value
        else:
            super().__setattr__(name, value)

    def _forget(self, name: str, keep: Any = None) -> None:
        for kind in (self.__dict__, *(self.__dict__[each] for each in _KINDS)):
            if name in kind and kind is not self._parameters and kind is not keep:
                del kind[name]

    def __getattr__(self, name: str) -> Any:
        parameters = self.__dict__.get("_parameters", ())
        if name in parameters:
            return parameters[name]
        for kind in _KINDS:
            found = self.__dict__.get(kind)
            if found is not None and name in found:
                return found[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name: str) -> None:
        for kind in _KINDS:
            if name in self.__dict__[kind]:
                del self.__dict__[kind][name]
                return
        super().__delattr__(name)

    def __dir__(self) -> list[str]:
        own = [name for kind in _KINDS for name in self.__dict__[kind]]
        return sorted({*super().__dir__(), *own})

    def _check_new(self, name: str, kind: str) -> None:
        if f"_{kind}s" not in self.__dict__:
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        check_name(name, kind)
        if hasattr(self, name) and name not in self.__dict__[f"_{kind}s"]:
            raise KeyError(f"attribute '{name}' already exists")

    def register_parameter(self, name: str, param: Any) -> None:
        self._check_new(name, "parameter")
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{typename(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)"
            )
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Any, persistent: bool = True) -> None:
        self._check_new(name, "buffer")
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{typename(tensor)}' object to buffer '{name}' "
                "(torch Tensor or None required)"
            )
        self._buffers[name] = tensor
        if not persistent:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name: str, module: Any) -> None:
        if not isinstance(module, Module) and module is not None:
            raise TypeError(f"{typename(module)} is not a Module subclass")
        check_name(name, "module")
        if hasattr(self, name) and name not in self._modules:
            raise KeyError(f"attribute '{name}' already exists")
        self._modules[name] = module

    register_module = add_module

    # --- what it owns ----------------------------------------------------------------------

    def named_modules(
        self, memo: set[Any] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                inner = prefix + ("." if prefix else "") + name
                yield from module.named_modules(memo, inner, remove_duplicate)

    def modules(self) -> Iterator[Module]:
        for _, module in self.named_modules():
            yield module

    def named_children(self) -> Iterator[tuple[str, Module]]:
        seen: set[Module] = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self) -> Iterator[Module]:
        for _, module in self.named_children():
            yield module

    def _named_members(
        self, kind: str, prefix: str, recurse: bool, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Any]]:
        seen: set[int] = set()
        owners = self.named_modules(prefix=prefix) if recurse else iter([(prefix, self)])
        for owner, module in owners:
            for name, value in module.__dict__[kind].items():
                if value is None or (remove_duplicate and id(value) in seen):
                    continue
                seen.add(id(value))
                yield owner + ("." if owner else "") + name, value

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Any]]:
        return self._named_members("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Any]:
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Any]]:
        return self._named_members("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Any]:
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def get_submodule(self, target: str) -> Module:
        module = self
        for name in target.split(".") if target else []:
            if not hasattr(module, name):
                raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
            module = getattr(module, name)
            if not isinstance(module, Module):
                raise AttributeError(f"`{name}` is not an nn.Module")
        return module

    def set_submodule(self, target: str, module: Module, strict: bool = False) -> None:
        """Put a module in the place of another; `strict`: there must be one there."""
        if not target:
            raise ValueError("Cannot set the submodule without a target name!")
        path, _, name = target.rpartition(".")
        if not isinstance(module, Module):
            raise ValueError(f"`module` is not an nn.Module, found {type(module)}")
        parent = self.get_submodule(path)
        if strict or hasattr(parent, name):
            parent.get_submodule(name)  # which refuses what is no module
        setattr(parent, name, module)

    def get_parameter(self, target: str) -> Any:
        module, name = _owner(self, target)
        found = getattr(module, name)
        if not isinstance(found, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")
        return found

    def get_buffer(self, target: str) -> Any:
        module, name = _owner(self, target)
        if name not in module._buffers:
            raise AttributeError(f"`{name}` is not a buffer")
        return module._buffers[name]

    # --- changing all of it ----------------------------------------------------------------

    def apply(self, fn: Callable[[Module], Any]) -> Any:
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode: bool = True) -> Any:
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self) -> Any:
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Any:
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        for parameter in self.parameters():
            clear_grad(parameter, set_to_none)

    def _apply(self, fn: Callable[[Any], Any]) -> Any:
        """Replace the memory of every parameter, its gradient and buffer by what `fn` makes."""
        for module in self.children():
            module._apply(fn)
        for parameter in self._parameters.values():
            if parameter is None:
                continue
            with no_grad():
                grad = parameter.grad
                if grad is not None:
                    parameter.grad = None
                parameter.data = fn(parameter.data)
                if grad is not None:
                    parameter.grad = fn(grad)
        for name, buffer in self._buffers.items():
            if buffer is not None and buffer._shapeless:
                buffer.data = fn(buffer.data)
            elif buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def to(self, *args: Any, **kwargs: Any) -> Any:
        given = (*args, *kwargs.values())
        found = [dtypes.meant(each) for each in given if isinstance(each, dtypes.dtype | type)]
        wanted = found[0] if found else None
        if wanted is not None and not (wanted.is_floating_point or wanted.is_complex):
            raise TypeError(
                "nn.Module.to only accepts floating point or complex dtypes, but got desired "
                f"dtype={wanted}"
            )
        return self._apply(
            lambda t: t.to(*args, **kwargs) if t.is_floating_point() or wanted is None else t
        )

    def type(self, dst_type: Any) -> Any:
        return self._apply(lambda t: t.type(dst_type))

    double, float, half, bfloat16 = map(_floating, ("double", "float", "half", "bfloat16"))

    def cpu(self) -> Any:
        return self._apply(lambda t: t.cpu())

    def cuda(self, device: Any = None) -> Any:
        return self._apply(lambda t: t.cuda(device))

    def share_memory(self) -> Any:
        return self

    # --- saving ----------------------------------------------------------------------------

    _version = 1  # of what it saves
    state_dict = saving.state_dict
    load_state_dict = saving.load_state_dict
    get_extra_state, set_extra_state = saving.get_extra_state, saving.set_extra_state
    register_state_dict_pre_hook = saving.register_state_dict_pre_hook
    register_state_dict_post_hook = saving.register_state_dict_post_hook
    register_load_state_dict_pre_hook = saving.register_load_state_dict_pre_hook
    register_load_state_dict_post_hook = saving.register_load_state_dict_post_hook
    _adapt = saving.adapt

    # --- printing --------------------------------------------------------------------------

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        return ""

    def __repr__(self) -> str:
        return shown(self._get_name(), self.extra_repr(), self._modules)


def _owner(module: Module, target: str) -> tuple[Module, str]:
    """The submodule that has a parameter or buffer, and its name there."""
    path, _, name = target.rpartition(".")
    owner = module.get_submodule(path)
    if not hasattr(owner, name):
        raise AttributeError(f"{type(owner).__name__} has no attribute `{name}`")
    return owner, name
