"""What `strict=True` refuses in torch.autograd.functional, in PyTorch's words.

Strict is: an output that does not depend on an input is a mistake in the program, not a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_NOT_STRICT = " This is not allowed in strict mode."
_INDEPENDENT = "The output of the user-provided function is independent of input {}." + _NOT_STRICT
_NEEDS = {
    "outputs": (
        "Output {} of the user-provided function does not require gradients. The outputs must be "
        "computed in a differentiable manner from the input when running in strict mode."
    ),
    "grad_inputs": (
        "The gradient with respect to input {} is independent of the inputs of the user-provided "
        "function." + _NOT_STRICT
    ),
    "jacobian": (
        "While computing the hessian, found that the jacobian of the user-provided function with "
        "respect to input {} is independent of the input."
        + _NOT_STRICT
        + " You should ensure that your function is twice differentiable and that the jacobian "
        "depends on the inputs (this would be violated by a linear function for example)."
    ),
}
_GAPS = {
    "back": _INDEPENDENT,
    "back_trick": (
        "The gradient with respect to the input is independent of entry {} in the grad_outputs "
        "when using the double backward trick to compute forward mode gradients." + _NOT_STRICT
    ),
    "double_back": "The jacobian of the user-provided function is independent of input {}."
    + _NOT_STRICT,
    "double_back_trick": (
        "The hessian of the user-provided function is independent of entry {} in the "
        "grad_jacobian. This is not allowed in strict mode as it prevents from using the double "
        "backward trick to replace forward mode AD."
    ),
}
_NO_GRAPH = (
    "The {} of the user-provided function is independent of input {}. This is not allowed in "
    "strict mode when create_graph=True."
)


def check_needs(values: Sequence[Any], what: str) -> None:
    """Each of the values must be there and require grad."""
    for i, each in enumerate(values):
        if each is None:
            raise RuntimeError(_INDEPENDENT.format(i))
        if not each.requires_grad:
            raise RuntimeError(_NEEDS[what].format(i))


def check_parts(parts: Sequence[Any], create_graph: bool, stage: str) -> None:
    """No gradient may be missing, or without history where one is wanted."""
    for i, part in enumerate(parts):
        if part is None:
            raise RuntimeError(_GAPS[stage].format(i))
        if create_graph and not part.requires_grad:
            what = "hessian" if stage.startswith("double") else "jacobian"
            raise RuntimeError(_NO_GRAPH.format(what, i))


def check_row(parts: Sequence[Any], number: int, create_graph: bool) -> None:
    """The gradients of one element of output `number`."""
    for i, part in enumerate(parts):
        if part is None:
            raise RuntimeError(
                f"Output {number} of the user-provided function is independent of input {i}."
                + _NOT_STRICT
            )
        if create_graph and not part.requires_grad:
            raise RuntimeError(_NO_GRAPH.format("jacobian", number))


def check_strategy(
    function: str, strategy: str, strict: bool, create_graph: bool, vectorize: bool
) -> None:
    """The options of jacobian and hessian that exclude each other."""
    name = "torch.autograd.functional.jacobian"
    if strategy not in ("forward-mode", "reverse-mode"):
        hint = (
            ' Hint: If your function has more outputs than inputs, "forward-mode" tends to be more '
            'performant. Otherwise, prefer to use "reverse-mode".'
        )
        raise AssertionError(
            'Expected strategy to be either "forward-mode" or "reverse-mode".'
            + (hint if function == "jacobian" else "")
        )
    if strategy == "forward-mode":
        _check_forward(name, strict, create_graph, vectorize)
    elif vectorize and strict:
        raise RuntimeError(
            f"{name}: `strict=True` and `vectorized=True` are not supported together. Please "
            "either set `strict=False` or `vectorize=False`."
        )


def _check_forward(name: str, strict: bool, create_graph: bool, vectorize: bool) -> None:
    advice = 'or `strategy="reverse-mode"`.'
    together = 'and `strategy="forward-mode"` are not supported together (yet). Please either set'
    if create_graph:
        text = f"{name}: `create_graph=True` {together} `create_graph=False` {advice}"
        raise NotImplementedError(text)
    if strict:
        raise RuntimeError(f"{name}: `strict=True` {together} `strict=False` {advice}")
    if not vectorize:
        raise NotImplementedError(
            "Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly "
            "implemented for `vectorize=True`."
        )
