# Hooks around state_dict and load_state_dict, and what a module saves beside its tensors
# tier: 3
import torch
from torch import nn

layer = nn.Linear(2, 2)
whole = nn.Sequential(layer)
handles = [
    layer.register_state_dict_pre_hook(lambda m, prefix, keep: print("saving", repr(prefix), keep)),
    layer.register_state_dict_post_hook(lambda m, sd, prefix, meta: print("saved", list(sd), meta)),
    layer.register_load_state_dict_pre_hook(
        lambda m, sd, prefix, meta, strict, missing, unexpected, wrong: print(
            "loading", type(m).__name__, list(sd), repr(prefix), meta, strict, missing, unexpected
        )
    ),
    layer.register_load_state_dict_post_hook(lambda m, keys: print("loaded", keys)),
]
state = whole.state_dict()
print(whole.load_state_dict(state))
print(whole.load_state_dict({"0.weight": torch.ones(2, 2), "x": torch.ones(1)}, strict=False))
handles.append(layer.register_load_state_dict_post_hook(lambda m, keys: keys.missing_keys.clear()))
print(whole.load_state_dict({"0.weight": torch.ones(2, 2)}))
for handle in handles:
    handle.remove()
print(whole.load_state_dict(whole.state_dict()))
for register, call in (
    (layer.register_state_dict_post_hook, whole.state_dict),
    (layer.register_load_state_dict_post_hook, lambda: whole.load_state_dict(state)),
):
    handle = register(lambda *given: 3)
    try:
        call()
    except (RuntimeError, AssertionError) as error:
        print(type(error).__name__, error)
    handle.remove()


class Counting(nn.Module):
    def __init__(self):
        super().__init__()
        self.count = 3

    def get_extra_state(self):
        return {"count": self.count}

    def set_extra_state(self, state):
        self.count = state["count"]


pair = nn.Sequential(Counting(), nn.Tanh())
print(dict(pair.state_dict()))
print(pair.load_state_dict({"0._extra_state": {"count": 7}}), pair[0].count)
for given in ({}, {"0._extra_state": {"count": 1}, "1._extra_state": 2}):
    try:
        pair.load_state_dict(given)
    except RuntimeError as error:
        print(error)
try:
    nn.Tanh().get_extra_state()
except RuntimeError as error:
    print(error)
