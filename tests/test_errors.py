"""The in-place error in both wordings; names that do not exist."""

from __future__ import annotations

import gradwalk as torch
import pytest

CLASSIC = (
    "one of the variables needed for gradient computation has been modified by an inplace "
    "operation: [torch.FloatTensor [3]], which is output 0 of SigmoidBackward0, is at version 1; "
    "expected version 0 instead. Hint: enable anomaly detection to find the operation that failed "
    "to compute its gradient, with torch.autograd.set_detect_anomaly(True)."
)


@pytest.fixture
def classic():
    torch.set_error_style("classic")
    yield
    torch.set_error_style("2.13")


def fail():
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x.sigmoid()
    y.detach().zero_()
    with pytest.raises(RuntimeError) as raised:
        y.sum().backward()
    return str(raised.value)


@pytest.mark.usefixtures("classic")
def test_the_older_wording_is_the_notebooks():
    assert fail() == CLASSIC


def test_the_present_wording():
    present = CLASSIC.replace("SigmoidBackward0", "Sigmoid").replace(
        "(True)", "(True, check_nan=False)"
    )
    assert fail() == present


def test_a_style_that_does_not_exist():
    with pytest.raises(ValueError, match=r"error style '2\.0'"):
        torch.set_error_style("2.0")


def test_a_name_that_does_not_exist_yet():
    with pytest.raises(
        AttributeError, match=r"torch\.fft does not exist in gradwalk: there are no"
    ):
        torch.fft  # noqa: B018 - asking is the test


def test_what_modules_lack_is_told_by_their_torch_names():
    for module, name in (
        (torch.amp, "torch.amp.custom_fwd"),
        (torch.cuda.amp, "torch.cuda.amp.custom_bwd"),
        (
            torch.nn.utils.parametrize,
            "torch.nn.utils.parametrize.transfer_parametrizations_and_params",
        ),
    ):
        with pytest.raises(AttributeError, match=f"^{name} does not exist in gradwalk yet"):
            getattr(module, name.rpartition(".")[2])


@pytest.mark.parametrize(
    ("module", "name", "reason"),
    [
        (torch, "symeig", "PyTorch removed it, too"),
        (torch, "view_copy", "the same without _copy is a view"),
        (torch, "float8_e5m2", "the array module has no such dtype"),
        (torch, "set_autocast_enabled", "the array module has no such dtype"),
        (torch.nn.attention, "sdpa_kernel", "attention takes the way"),
        (torch.optim, "Muon", "it computes in bfloat16"),
    ],
)
def test_a_name_that_is_missing_says_why(module, name, reason):
    with pytest.raises(AttributeError, match=f"{name} does not exist in gradwalk: {reason}"):
        getattr(module, name)


def test_a_tensor_without_numbers_is_refused():
    with pytest.raises(NotImplementedError, match="meta tensors do not exist in gradwalk"):
        torch.ones(2, device="meta")


def test_a_name_that_pytorch_has_not_either():
    with pytest.raises(AttributeError, match=r"^module 'torch' has no attribute 'sigmoit'$"):
        torch.sigmoit  # noqa: B018 - asking is the test


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: torch.ones(10**7, 1) + torch.ones(10**7), "you tried to allocate 400000000000000"),
        (lambda: torch.ones(10**7, 1).maximum(torch.ones(10**7)), "DefaultCPUAllocator"),
        (lambda: torch.ones(1).repeat(10**7, 10**7), "DefaultCPUAllocator"),
        (
            lambda: torch.where(torch.ones(1, 2) > 0, torch.ones(3), torch.ones(3)),
            r"The size of tensor a \(2\) must match the size of tensor b \(3\) at non-singleton",
        ),
        (lambda: torch.ones(1).to("float33"), "Invalid device string: 'float33'"),
        (lambda: torch.ones(1) >> 1, "\"rshift_cpu\" not implemented for 'Float'"),
    ],
)
def test_pytorch_says_so(make, text):
    with pytest.raises(RuntimeError, match=text):
        make()
