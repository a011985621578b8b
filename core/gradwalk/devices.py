"""torch.device, and the refusal of every device but the CPU."""

from __future__ import annotations

from typing import Self

from gradwalk.named import Dotted

_TYPES = (
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
    "mps, meta, hpu, mtia, privateuseone"
)
_NOT_BUILT = "PyTorch is not linked with support for {} devices"


class device(metaclass=Dotted):  # noqa: N801 - torch's own name
    """Where a tensor lives: type and, with accelerators, index."""

    __slots__ = ("index", "type")

    type: str
    index: int | None

    def __init__(self, type: str | device, index: int | None = None) -> None:
        if isinstance(type, device):
            self.type, self.index = type.type, type.index
            return
        if isinstance(type, int):
            raise RuntimeError("Cannot access accelerator device when none is available.")
        self.type, _, number = type.partition(":")
        if any(each.isdigit() for each in self.type):
            raise RuntimeError(f"Invalid device string: '{type}'")
        if self.type not in _TYPES.split(", "):
            text = f"Expected one of {_TYPES} device type at start of device string: {self.type}"
            raise RuntimeError(text)
        if number and not number.isdigit():
            raise RuntimeError(f"Invalid device string: '{type}'")
        self.index = int(number) if number else index

    def __repr__(self) -> str:
        index = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{index})"

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, device):
            return NotImplemented
        return (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __enter__(self) -> Self:
        """Tensors are made here inside the `with`."""
        _entered.append(default())
        set_default(self)
        return self

    def __exit__(self, *error: object) -> None:
        set_default(_entered.pop())


_entered: list[device] = []  # the defaults outside each `with` that is open
CPU = device("cpu")
_default = CPU
_NOTE = "gradwalk computes on the CPU alone: leave the device out, or say device='cpu'."


def default() -> device:
    """Where tensors are made when nobody says where."""
    return _default


def set_default(wanted: device | None) -> None:
    """Choose it; what is not the CPU is refused when a tensor is to be made there."""
    global _default
    _default = CPU if wanted is None else wanted


def require_cpu(wanted: str | int | device | None) -> None:
    """Refuse a device that is not the CPU, in the words of a PyTorch built for the CPU."""
    if wanted is None:
        wanted = _default
    if wanted is CPU:
        return
    if isinstance(wanted, int):
        raise _noted(RuntimeError("Cannot access accelerator device when none is available."))
    kind = device(wanted).type
    if kind == "cpu":
        return
    if kind == "meta":
        raise NotImplementedError(
            "meta tensors do not exist in gradwalk: every tensor has numbers; make it on the CPU "
            "(torch.nn.utils.skip_init makes a layer without drawing its parameters)"
        )
    if kind in ("cuda", "xpu"):
        raise _noted(AssertionError(f"Torch not compiled with {kind.upper()} enabled"))
    raise _noted(RuntimeError(_NOT_BUILT.format(kind)))


def require_cuda(wanted: str | int | device | None) -> None:
    """Refuse `.cuda()`, which takes the devices of one kind only."""
    if not isinstance(wanted, int) and wanted is not None and device(wanted).type != "cuda":
        raise RuntimeError("Invalid device, must be cuda device")
    require_cpu("cuda" if wanted is None else wanted)


def _noted(error: Exception) -> Exception:
    """PyTorch's text, and under it what to do."""
    error.add_note(_NOTE)
    return error
