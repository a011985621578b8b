# ruff: noqa: F401 - these are the names that a program finds in the package
"""gradwalk: PyTorch's autograd in pure Python on NumPy, to be looked at.

`import gradwalk as torch` runs a learner's snippet. What PyTorch has and this lacks raises an
AttributeError that says so.
"""

from __future__ import annotations

import importlib
import math
from typing import Any

import gradwalk.tensor  # first: some names below are those of modules, and win over them

# isort: split
from gradwalk import absent, layouts, legacy, torch_modules
from gradwalk.creation import *  # noqa: F403
from gradwalk.dtypes import NAMES
from gradwalk.exports import exported
from gradwalk.namespace import functions
from gradwalk.switches import *  # noqa: F403

_MODULES = "amp autograd backends cuda func linalg nn optim special utils"
_EXPORTED = """
amp: autocast
anomaly: is_anomaly_check_nan_enabled is_anomaly_enabled
backends: accelerator mps xpu
batching: vmap
devices: device
dtypes: can_cast dtype finfo get_default_dtype iinfo promote_types result_type set_default_dtype
errors: set_error_style
mode: enable_grad inference_mode is_grad_enabled is_inference_mode_enabled no_grad set_grad_enabled
printing: set_printoptions
random: Generator default_generator initial_seed manual_seed seed
serialization: load save
size: Size
tensor: Tensor
tensorbase: is_tensor
"""
globals().update(exported("gradwalk", _EXPORTED))
for _each in _MODULES.split():
    importlib.import_module(f"gradwalk.{_each}")
globals().update(NAMES)
globals().update(functions())
globals().update(legacy.TYPES)
globals().update(layouts.NAMES)
torch_modules.tell()
__version__ = "2.13.0"  # of the PyTorch whose behaviour this is
pi, e, inf, nan = math.pi, math.e, math.inf, math.nan
newaxis = None


def __getattr__(name: str) -> Any:
    if name == "distributions":  # few programs want it: imported when one does
        return importlib.import_module("gradwalk.distributions")
    raise absent.error("torch", globals(), name)
