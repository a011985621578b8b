"""torch.device, and the refusal of every device but the CPU."""

from __future__ import annotations

_TYPES = (
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
    "mps, meta, hpu, mtia, privateuseone"
)
_NOT_BUILT = "PyTorch is not linked with support for {} devices"


class device:  # noqa: N801 - torch's own name
    """Where a tensor lives: type and, with accelerators, index."""

    __slots__ = ("index", "type")

    type: str
    index: int | None

    def __init__(self, type: str | device, index: int | None = None) -> None:
        if isinstance(type, device):
            self.type, self.index = type.type, type.index
            return
        self.type, _, number = type.partition(":")
        if any(each.isdigit() for each in self.type):
            raise RuntimeError(f"Invalid device string: '{type}'")
        if self.type not in _TYPES.split(", "):
            raise RuntimeError(
                f"Expected one of {_TYPES} device type at start of device string: {self.type}"
            )
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


CPU = device("cpu")


def require_cpu(wanted: str | device | None) -> None:
    """Refuse a device that is not the CPU, in the words of a PyTorch built for the CPU."""
    if wanted is None or wanted is CPU:
        return
    kind = device(wanted).type
    if kind == "cpu":
        return
    if kind == "cuda":
        raise AssertionError("Torch not compiled with CUDA enabled")
    raise RuntimeError(_NOT_BUILT.format(kind))
