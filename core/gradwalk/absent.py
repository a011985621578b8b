"""What a torch name that does not exist here is answered with.

A name that PyTorch has not got either gets PyTorch's own words; one that only gradwalk lacks is
told with the reason or the nearest name that does exist. `from torch import name` says the same.
"""

from __future__ import annotations

import difflib
import sys
from dis import opmap
from types import ModuleType
from typing import Any

_COMPLEX = "complex numbers have no autograd here"
_AS_WRITTEN = "programs run as they are written, there is nothing to compile"
_ONE = "there is one process and one CPU"
_DENSE = "tensors are dense here"
_QUANTIZED = "tensors are not quantized"
_DTYPE = "the array module has no such dtype; float16, float32 and float64 are there"
_WHY = {
    _COMPLEX: "angle complex imag polar view_as_complex view_as_real",
    _COMPLEX + "; for symmetric matrices there is linalg.eigh": "eig",
    _COMPLEX + "; for symmetric matrices there is linalg.eigvalsh": "eigvals",
    "there are no Fourier transforms": "fft stft",
    _AS_WRITTEN: "jit compile compiler fx export onnx",
    _DENSE: "sparse SparseAdam nested",
    _DTYPE: "bfloat16",
    _ONE: "distributed multiprocessing DataParallel DistributedSampler",
    _ONE + "; BatchNorm2d does the same": "SyncBatchNorm",
    "there is nothing to compile for": "functionalize",
    _QUANTIZED: "quantization ao",
    "nothing is downloaded": "hub",
    "torch.from_numpy(numpy.frombuffer(...)) does the same": "frombuffer",
    "time is not measured here": "profiler",
    "PyTorch removed it, too, for torch.linalg": "symeig lstsq solve matrix_rank",
    "torch.linalg.solve_triangular does the same": "triangular_solve",
    "torch.linalg.svd gives all of it": "svd_lowrank pca_lowrank",
    "index_reduce and scatter_reduce do the same": "segment_reduce",
    "torch.empty and permute do the same": "empty_permuted",
    "it computes in bfloat16, which the arrays have not": "Muon",
    "attention takes the way that PyTorch's CPU takes by itself": "SDPBackend sdpa_kernel",
}
REASONS = {name: why for why, names in _WHY.items() for name in names.split()}
_BESIDE = ("LAZY", "NAMES", "functions", "set_error_style", "tensors_only")  # not PyTorch's
PARTS = (  # of names that are many
    *((part, _QUANTIZED) for part in ("quant", "qint", "fbgemm", "per_channel", "per_tensor")),
    *((part, _ONE) for part in ("cudnn", "miopen", "mkldnn")),
    *((part, _DTYPE) for part in ("float8", "float4", "autocast_")),
    ("sparse", _DENSE),
    ("complex", _COMPLEX),
    ("_copy", "the same without _copy is a view, and clone() copies it"),
    ("_with_indices", "return_indices=True does the same"),
    ("sym_", "sizes are numbers here, not symbols"),
    *((part, "it has no derivative in PyTorch either") for part in ("bessel_", "polynomial_")),
)


def error(module: str, namespace: dict[str, Any], name: str) -> Exception:
    """An AttributeError that says so; an ImportError where the name is being imported."""
    text = _text(module, namespace, name)
    frame = sys._getframe(2)  # whoever asked the module
    if frame.f_lasti >= 0 and frame.f_code.co_code[frame.f_lasti] == opmap["IMPORT_FROM"]:
        return ImportError(f"cannot import name {name!r} from {module!r}: {text}", name=name)
    return AttributeError(text)


def _text(module: str, namespace: dict[str, Any], name: str) -> str:
    from gradwalk.torch_names import MISSING  # a large table that only errors need

    text = f"{module}.{name} does not exist in gradwalk"
    part = next((why for part, why in PARTS if part in name), None)
    if name.startswith("__") or not (part or name in MISSING.get(module, {name})):
        return f"module {module!r} has no attribute {name!r}"
    reason = REASONS.get(name) or part
    if reason is not None:
        return f"{text}: {reason}"
    near = difflib.get_close_matches(name, public(namespace), 1, 0.0)
    hint = f"; the nearest that does is {module}.{near[0]}" if near else ""
    return f"{text} yet{hint}"


def public(namespace: dict[str, Any]) -> list[str]:
    """The names of a module of ours that are torch's."""
    return [
        each
        for each in namespace.get("__all__", namespace)
        if each[0] != "_"
        and each not in _BESIDE
        and not isinstance(namespace[each], ModuleType)
        and _is_ours(namespace[each])
    ]


def _is_ours(value: Any) -> bool:
    """Not something that a module of ours imported for itself."""
    home = getattr(value, "__module__", None)
    return home is None or home.startswith(("gradwalk", "torch"))
