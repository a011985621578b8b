"""Run a program statement by statement with a library called torch, and say what can be seen.

The same code looks at PyTorch and at gradwalk; where a question needs another way of asking, the
library's `Eyes` know it. An error ends a statement, not the program: what it left behind is seen
by the next look.
"""

from __future__ import annotations

import contextlib
import copy
import io
import re
import sys
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

PURE = re.compile(r"\w+ = [^\n=]*")  # an assignment that can change nothing but its name ...
WRITES = re.compile(r"_\(|backward|grad|step|set_|next|\bFn\d|\bm\d")  # ... unless it says so
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
_FRAMES = re.compile(r"\nException raised from .*", re.DOTALL)
_TRIGGERED = re.compile(r" *\((?:Triggered|function) [^()]*(?:\([^()]*\)[^()]*)*\)\s*$")
OF_ITSELF = ("`torch.jit.script` is deprecated", "Attempted to insert a get_attr Node")  # PyTorch
DEEPEST = 40  # nodes of a graph that are looked at


@dataclass
class Program:
    """Statements, and how closely to look: after each of them or at the end only; at graphs or not.

    By which operations a gradient is computed, and so the graph of one that has a graph, is each
    library's own choice where its formula is.
    """

    statements: list[str]
    closely: bool = True
    graphs: bool = True

    def source(self) -> str:
        """The text to paste into either library."""
        return "import copy\nimport torch\n" + "\n".join(self.statements) + "\n"


@dataclass
class Eyes:
    """What must be asked of each library in its own way."""

    torch: Any
    storage: Any  # tensor -> a key of its memory
    before_each: Any = lambda: None  # warnings given once per process are given again


def eyes_of(name: str) -> Eyes:
    """The eyes for "torch" or "gradwalk"."""
    if name == "torch":
        import torch  # noqa: PLC0415 - two seconds

        torch.set_num_threads(1)
        torch.set_warn_always(True)
        return Eyes(torch, lambda tensor: tensor.untyped_storage()._cdata)
    import gradwalk  # noqa: PLC0415
    from gradwalk import errors  # noqa: PLC0415

    return Eyes(gradwalk, lambda tensor: id(tensor._storage), errors._warned.clear)


@lru_cache(4096)
def compiled(statement: str) -> Any:
    """A statement's code; both libraries and the shrinking run it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(statement, "<program>", "exec")


def materialized(tensor: Any) -> Any:
    """The tensor itself, or a copy of one of PyTorch's zeros that have no memory."""
    empty = getattr(tensor, "_is_zerotensor", bool)()
    return tensor.detach().clone() if empty else tensor


def plain(values: Any) -> Any:
    """Nested lists as JSON has them: a complex number is its two parts."""
    if isinstance(values, list):
        return [plain(each) for each in values]
    return [values.real, values.imag] if isinstance(values, complex) else values


@dataclass
class Run:
    """One program under way."""

    eyes: Eyes
    names: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        torch = self.eyes.torch
        self.names |= {"copy": copy, "torch": torch, "nn": torch.nn, "F": torch.nn.functional}
        self.given = set(self.names) | {"__builtins__"}
        self.first: dict[str, tuple[int, Any]] = {}  # of each variable: who it is, its version
        torch.manual_seed(0)

    def statement(self, source: str, program: Program) -> dict[str, Any]:
        """Execute a statement; what it printed, raised and warned of, and what it changed."""
        seen: dict[str, Any] = {}
        out = io.StringIO()
        self.eyes.before_each()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with contextlib.redirect_stdout(out):
                try:
                    exec(compiled(source), self.names)  # noqa: S102
                except Exception as error:  # noqa: BLE001 - whatever it is, the other must do it
                    text = _FRAMES.sub("", _ADDRESS.sub("0x", str(error)))
                    seen["error"] = f"{type(error).__name__}: {text}"
            texts = [_TRIGGERED.sub("", str(each.message)).rstrip() for each in caught]
            texts = [each for each in texts if not each.startswith(OF_ITSELF)]
            if texts:
                seen["warnings"] = list(dict.fromkeys(texts))
            self.note()
            self.graphs = program.graphs
            if program.closely:
                pure = PURE.fullmatch(source) and not WRITES.search(source)
                touched = [source.split(" ", 1)[0]] if pure and "error" not in seen else None
                seen["state"] = self.look(touched, deeply=pure is not None)
        printed = out.getvalue()
        if printed:
            seen["printed"] = _ADDRESS.sub("0x", printed)
        return seen

    def look(self, names: list[str] | None = None, *, deeply: bool = True) -> dict[str, Any]:
        """What can be seen of the program's variables (or of some)."""
        mine = {k: v for k, v in self.names.items() if not self.foreign(k, v)}
        self.known = {id(v): k for k, v in reversed(mine.items()) if v is not None}
        self.memory: dict[Any, str] = {}
        self.deeply = deeply
        return {k: self.seen(v, k) for k, v in mine.items() if names is None or k in names}

    def foreign(self, name: str, value: Any) -> bool:
        """Whether a name is none of the program's variables."""
        return name in self.given or name.startswith("__") or isinstance(value, type)

    def seen(self, value: Any, name: str) -> Any:
        """What can be seen of a value."""
        torch = self.eyes.torch
        if isinstance(value, torch.Tensor):
            return self.tensor(value, name)
        if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size):
            items = [self.seen(each, f"{name}[{i}]") for i, each in enumerate(value)]
            return {"kind": type(value).__name__, "items": items}
        if isinstance(value, torch.nn.Module):
            found = [*value.named_parameters(), *value.named_buffers()]
            return {key: self.seen(each, f"{name}.{key}") for key, each in found}
        if isinstance(value, (bool, int, float, str, torch.Size, torch.dtype, type(None))):
            return {"kind": type(value).__name__, "text": _ADDRESS.sub("0x", repr(value))}
        if type(value).__name__ == "ndarray":
            return {
                "kind": "ndarray",
                "dtype": str(value.dtype),
                "shape": list(value.shape),
                "values": plain(value.tolist()),
            }
        if hasattr(value, "next_functions"):
            return {"graph": self.graph(value)}
        return {"kind": type(value).__name__}

    def tensor(self, tensor: Any, name: str) -> dict[str, Any]:
        """What can be seen of a tensor."""
        found: dict[str, Any] = {
            "kind": type(tensor).__name__,
            "dtype": str(tensor.dtype),
            "shape": list(tensor.shape),
            "values": plain(self.asked(materialized(tensor), "tolist", call=True)),
            "flags": [
                self.asked(tensor, "requires_grad"),
                self.asked(tensor, "is_leaf"),
                self.asked(tensor, "retains_grad"),
                self.asked(tensor, "output_nr"),
            ],
        }
        if "[" not in name:  # of parts of a tuple PyTorch itself is not sure
            found["version"] = self.writes(tensor, name)
            found["memory"] = self.memory.setdefault(self.eyes.storage(tensor), name)
        base = self.known.get(id(tensor._base)) if self.graphs else None
        found["base"] = base
        if (
            base is not None and "[" not in name and tensor._base.is_contiguous()
        ):  # how results lie in memory is each library's own choice
            pairs = zip(tensor.stride(), tensor.shape, strict=True)
            found["stride"] = [step for step, n in pairs if n > 1]
        node = self.asked(tensor, "grad_fn")
        found["graph"] = node if node is None or isinstance(node, str) else self.graph(node)
        grad = self.asked(tensor, "grad")
        if isinstance(grad, self.eyes.torch.Tensor):
            grad = self.tensor(grad, f"{name}.grad") if name.count(".grad") < 2 else "..."
            if isinstance(grad, dict):
                grad.pop("version", None)
        found["grad"] = grad
        return found

    def note(self) -> None:
        """Note the versions of new tensors: how results were made is nobody's business."""
        for name, value in self.names.items():
            if isinstance(value, self.eyes.torch.Tensor):
                self.writes(value, name)

    def writes(self, tensor: Any, name: str) -> Any:
        """How often a tensor was written since it got its name."""
        version = self.asked(tensor, "_version")
        if isinstance(version, str):
            return version
        who, begin = self.first.get(name, (0, 0))
        if who != id(tensor):
            begin = version
            self.first[name] = (id(tensor), begin)
        return version - begin

    def asked(self, tensor: Any, attribute: str, *, call: bool = False) -> Any:
        """An attribute (called), or the error that asking for it raised."""
        try:
            found = getattr(tensor, attribute)
            return found() if call else found
        except RuntimeError as error:
            return f"{type(error).__name__}: {error}"

    def graph(self, root: Any) -> list[str]:
        """The nodes that can be reached, with their edges, by the order in which they are met."""
        if not self.graphs:
            return ["some"]
        nodes, places = [root], {id(root): 0}
        lines = []
        for node in nodes:
            edges = []
            for target, number in node.next_functions:
                if target is None:
                    edges.append("-")
                    continue
                if id(target) not in places:
                    places[id(target)] = len(nodes)
                    nodes.append(target)
                edges.append(f"{places[id(target)]}.{number}")
            name = node.name()
            if name == "torch::autograd::AccumulateGrad":
                name = f"leaf {self.known.get(id(node.variable))}"
            lines.append(" ".join([name, *edges]))
            if not self.deeply or len(lines) >= DEEPEST:
                break
        return lines

    def over(self) -> None:
        """Leave nothing behind for the next program."""
        torch = self.eyes.torch
        torch.set_grad_enabled(True)
        torch.autograd.set_detect_anomaly(False)
        torch.set_default_dtype(torch.float32)
        torch.set_printoptions(profile="default")
        self.names.clear()


def observed(eyes: Eyes, program: Program) -> list[dict[str, Any]]:
    """What can be seen at each statement of a program, and at its end."""
    run = Run(eyes)
    seen = [run.statement(each, program) for each in program.statements]
    seen.append(ended(run, program))
    return seen


def ended(run: Run, program: Program) -> dict[str, Any]:
    """The last look, and the modes a program left behind."""
    torch = run.eyes.torch
    run.graphs = program.graphs
    modes = [torch.is_grad_enabled(), torch.is_inference_mode_enabled()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = {"modes": modes, "state": run.look()}
    run.over()
    return found


def flush() -> None:
    """Before a fork."""
    sys.stdout.flush()
    sys.stderr.flush()
