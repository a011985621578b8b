"""Arguments that fit no signature: the parser's notation, and its refusals."""

from __future__ import annotations

import gradwalk as torch
import pytest
from gradwalk.signature_table import FUNCTIONS, METHODS
from gradwalk.signatures import Signature, refusal

EVERY = [text for table in (FUNCTIONS, METHODS) for texts in table.values() for text in texts]


@pytest.mark.parametrize("text", EVERY)
def test_every_signature_can_be_read(text):
    signature = Signature(text)
    assert text.startswith(signature.name + "(")
    assert signature.least <= len(signature.parameters)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_with_signatures_exists(name):
    part, _, rest = name.partition("_")
    where = {"special": torch.special, "linalg": torch.linalg}.get(part)
    assert callable(getattr(where, rest) if where else getattr(torch, name))


@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_method_with_signatures_exists(name):
    assert callable(getattr(torch.Tensor, name))


def test_what_fits_is_not_refused():
    x = torch.ones(2, 3)
    texts = METHODS["sum"]
    assert refusal(texts, (), {}) is None
    assert refusal(texts, (0, True), {}) is None
    assert refusal(texts, ([0, 1],), {"dtype": torch.float64}) is None
    assert refusal(FUNCTIONS["add"], (x, 2), {"alpha": 3}) is None


def test_an_error_of_the_function_itself_comes_through():
    with pytest.raises(IndexError, match="Dimension out of range"):
        torch.ones(2).sum(5)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda x: x.unsqueeze(), 'unsqueeze() missing 1 required positional arguments: "dim"'),
        (lambda x: x.transpose(0, 1, 2), "transpose() takes 2 positional arguments but 3 were"),
        (lambda x: x.cumsum(0, foo=1), "cumsum() got an unexpected keyword argument 'foo'"),
        (
            lambda x: x.gather(0, 1),
            "gather(): argument 'index' (position 2) must be Tensor, not int",
        ),
        (lambda x: x.tril(diagonal="a"), "tril(): argument 'diagonal' must be int, not str"),
        (lambda x: x.item(1), "TensorBase.item() takes no arguments (1 given)"),
    ],
)
def test_refusals_of_one_signature(call, text):
    with pytest.raises(TypeError) as raised:
        call(torch.ones(2, 2))
    assert str(raised.value).startswith(text)
