# ruff: noqa: F401 - these are the names that a program finds in the package
"""gradwalk: PyTorch's autograd in pure Python on NumPy, to be looked at.

`import gradwalk as torch` runs a learner's snippet. What PyTorch has and this lacks raises an
AttributeError that says so.
"""

from __future__ import annotations

import importlib
import math
import sys
from typing import Any

import gradwalk.tensor  # first: some names below are those of modules, and win over them

# isort: split
from gradwalk import (
    amp,
    autograd,
    backends,
    cuda,
    func,
    layouts,
    legacy,
    linalg,
    nn,
    optim,
    special,
    switches,
    torch_modules,
    utils,
)
from gradwalk.absent import error as _absent
from gradwalk.amp import GradScaler, autocast
from gradwalk.anomaly import (
    is_anomaly_check_nan_enabled,
    is_anomaly_enabled,
    set_anomaly_enabled,
)
from gradwalk.backends import accelerator, mps, xpu
from gradwalk.batching import vmap
from gradwalk.creation import *  # noqa: F403
from gradwalk.devices import device
from gradwalk.dtypes import (
    NAMES,
    can_cast,
    dtype,
    finfo,
    get_default_dtype,
    iinfo,
    promote_types,
    result_type,
    set_default_dtype,
)
from gradwalk.errors import set_error_style
from gradwalk.mode import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from gradwalk.namespace import functions
from gradwalk.printing import set_printoptions
from gradwalk.random import Generator, default_generator, initial_seed, manual_seed, seed
from gradwalk.serialization import load, save
from gradwalk.size import Size
from gradwalk.switches import *  # noqa: F403
from gradwalk.tensor import Tensor
from gradwalk.tensorbase import is_tensor

globals().update(NAMES)
globals().update(functions())
globals().update(legacy.TYPES)
globals().update(layouts.NAMES)
torch_modules.tell()
__version__ = "2.13.0"  # of the PyTorch whose behaviour this is
pi, e, inf, nan = math.pi, math.e, math.inf, math.nan
newaxis = None
_TORCH = """accelerator amp autograd backends cuda func linalg mps nn optim random return_types
serialization special storage utils xpu"""
for _name, _value in list(globals().items()):  # other modules of ours are no names of torch's
    if _name not in _TORCH.split() and "gradwalk" in str(getattr(_value, "__package__", "")):
        del globals()[_name]


def __getattr__(name: str) -> Any:
    if name in ("distributions", "testing"):  # few programs want it: imported when one does
        return importlib.import_module(f"gradwalk.{name}")
    if f"gradwalk.{name}" in sys.modules:  # `from gradwalk import name` looks there then
        raise AttributeError(f"module 'torch' has no attribute {name!r}")
    raise _absent("torch", globals(), name)
