"""PyTorch's operators under the names that the engine's table of ops has for them.

PyTorch tells overloads apart by what follows the dot; the table adds a word to the name.
"""

from __future__ import annotations

import sys
from typing import Any

from gradwalk.op import OPS

# Overloads whose entry is not simply the operator's name.
ENTRIES = {
    "add.Scalar": "add_scalar", "clamp.Tensor": "clamp_tensor", "div.Scalar": "div_scalar",
    "div.Tensor_mode": "div_mode", "fill.Tensor": "fill_tensor", "fmod.Tensor": "fmod_tensor",
    "lerp.Tensor": "lerp_tensor", "masked_fill.Tensor": "masked_fill_tensor", "max.dim": "max_dim",
    "mean.dim": "mean_dim", "median.dim": "median_dim", "min.dim": "min_dim",
    "mul.Scalar": "mul_scalar", "pow.Scalar": "pow_scalar", "pow.Tensor_Tensor": "pow_tensor",
    "prod.dim_int": "prod_dim", "remainder.Tensor": "remainder_tensor",
    "round.decimals": "round_decimals", "rsub.Scalar": "rsub_scalar",
    "scatter.value": "scatter_value", "squeeze.dim": "squeeze_dim", "squeeze.dims": "squeeze_dims",
    "squeeze_.dim": "squeeze_dim_", "squeeze_.dims": "squeeze_dims_", "sub.Scalar": "sub_scalar",
    "sort.stable": "sort_stable", "sum.dim_IntList": "sum_dim", "_log_softmax": "log_softmax",
    "_log_softmax_backward_data": "log_softmax_backward_data", "_prelu_kernel": "prelu_kernel",
    "_softmax": "softmax", "_softmax_backward_data": "softmax_backward_data", "_to_copy": "to",
    "_unsafe_view": "unsafe_view", "_reshape_alias": "reshape_alias",
    "log_sigmoid_forward": "log_sigmoid", "max_pool2d_with_indices": "max_pool2d",
    "nll_loss_forward": "nll_loss", "nll_loss2d_forward": "nll_loss2d",
    "_adaptive_avg_pool2d": "adaptive_avg_pool2d",
}  # fmt: skip
# Parameters that the table calls otherwise.
RENAMED = {
    "max_pool2d": {"self": "input", "kernel_size": "kernel"},
    "avg_pool2d": {"self": "input", "kernel_size": "kernel", "divisor_override": "divisor"},
    "adaptive_avg_pool2d": {"output_size": "sizes"},
    "uniform_": {"from": "from_"},
    "random_": {"from": "from_"},
}
RESHAPING = ("view", "_unsafe_view", "_reshape_alias", "expand")
ALONE = ("t_", "transpose_", "squeeze_", "unsqueeze_", "swapaxes_", "swapdims_")


class Call:
    """An operator's call, with its arguments under the table's parameter names."""

    def __init__(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        schema = func._schema
        base = schema.name.removeprefix("aten::")
        self.full = f"{base}.{schema.overload_name}".removesuffix(".")
        self.writes = bool(schema.is_mutable)
        self.op = name_of(base, schema.overload_name, in_place=self.writes and base[-1] == "_")
        self.entry = OPS.get(self.op) or OPS.get(self.op.removesuffix("_"))
        given = {each.name: value for each, value in zip(schema.arguments, args, strict=False)}
        given.update(kwargs)
        for each in schema.arguments:
            if each.name not in given and each.has_default_value():
                given[each.name] = each.default_value
        self.written = [
            given.get(each.name)
            for each in schema.arguments
            if each.alias_info is not None and each.alias_info.is_write
        ]
        names = RENAMED.get(self.op, {})
        self.given = {names.get(name, name): value for name, value in given.items()}
        self._settled()

    def _settled(self) -> None:
        """Arguments that PyTorch leaves open, as the table has them."""
        given = self.given
        if self.op in ("slice", "slice_backward"):
            given["start"] = given["start"] or 0
            given["end"] = None if given["end"] == sys.maxsize else given["end"]
        elif self.op in ("floor_divide", "floor_divide_") and not hasattr(given["other"], "shape"):
            self.op += ".number"
        dims = given.get("dim")
        if isinstance(dims, list) and len(dims) == 1:
            given["dim"] = dims[0]

    def returned(self, result: Any) -> None:
        """Sizes that PyTorch infers are known by now."""
        if self.full.partition(".")[0] in RESHAPING:
            self.given["size"] = tuple(result.shape)

    def named(self) -> list[tuple[str, Any]]:
        """Return parameters and arguments, in the order of the table."""
        entry = self.entry
        if self.full.partition(".")[0] in ALONE:
            return [("self", self.given["self"])]
        if entry is None:
            return list(flat(self.given))
        if entry.variadic:
            tensors = self.given.get("tensors", ())
            rest = [(name, self.given.get(name)) for name in entry.parameters[1:]]
            return [(f"tensors[{place}]", each) for place, each in enumerate(tensors)] + rest
        defaults = entry.signature.parameters
        found = []
        for name in entry.parameters:
            default = defaults[name].default
            value = self.given.get(name, None if default is defaults[name].empty else default)
            found.append((name, value))
        return found


def flat(given: dict[str, Any]) -> Any:
    """Yield arguments, those in a list one by one where they are tensors."""
    for name, value in given.items():
        if isinstance(value, (list, tuple)) and any(
            hasattr(each, "untyped_storage") for each in value
        ):
            yield from ((f"{name}[{place}]", each) for place, each in enumerate(value))
        else:
            yield name, value


def name_of(base: str, overload: str, *, in_place: bool) -> str:
    """Return the table's name of an operator."""
    full = f"{base}.{overload}"
    found = ENTRIES.get(full) or ENTRIES.get(base)
    if found is not None:
        return found
    if in_place:
        plain = ENTRIES.get(f"{base[:-1]}.{overload}")
        if plain is not None and f"{plain}_" in OPS:
            return f"{plain}_"
    return base
