"""Record what real PyTorch keeps alive before each statement of the programs: writes alive.json.

A row is the line, the bytes of all storages that are alive, and of those that the graph has saved.
"""

import builtins
import gc
import json
import sys
import weakref

import torch
from alive_programs import ALIVE, RECORD
from gradwalk_ui import lines
from torch.multiprocessing.reductions import StorageWeakRef
from torch.utils._python_dispatch import TorchDispatchMode


def looked_at(source):
    """Line, bytes alive and bytes saved, before each statement and at the end."""
    sizes, saved, rows = {}, [], []

    class Kept:
        """What a node has in place of a tensor: it lives as long as the node holds that."""

        def __init__(self, tensor):
            self.tensor = tensor.detach()  # a result that held its own node would be a circle

    def seen(tensor):
        storage = tensor.untyped_storage()
        key = storage._cdata
        if key not in sizes or sizes[key][0].expired():
            sizes[key] = StorageWeakRef(storage), storage.nbytes()
        return key

    class Watch(TorchDispatchMode):
        def __torch_dispatch__(self, function, types, args=(), kwargs=None):
            made = function(*args, **(kwargs or {}))
            for each in made if isinstance(made, (tuple, list)) else (made,):
                if isinstance(each, torch.Tensor):
                    seen(each)
            return made

    def pack(tensor):
        kept = Kept(tensor)
        saved.append((weakref.ref(kept), seen(tensor)))
        return kept

    def look(line):
        gc.collect()
        alive = sum(size for pointer, size in sizes.values() if not pointer.expired())
        held = {key for pointer, key in saved if pointer() is not None}
        rows.append([line, alive, sum(sizes[key][1] for key in held)])

    given = {
        lines.LINE: lambda: look(sys._getframe(1).f_lineno),
        lines.BOUND: lambda *_: None,
        lines.VALUE: lambda *_: None,
    }
    names = {"__builtins__": vars(builtins) | given}
    code = lines.compiled(source, "<cell 0>", 1)
    with Watch(), torch.autograd.graph.saved_tensors_hooks(pack, lambda kept: kept.tensor):
        exec(code, names)  # noqa: S102 - our own programs
        look(0)
    return rows


if __name__ == "__main__":
    found = {name: looked_at(source) for name, source in ALIVE.items()}
    RECORD.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
