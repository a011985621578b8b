# Classes and functions in place of modules are named by their own names
# tier: 2
import torch
import torch.nn as nn
import torch.nn.functional as F
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
class Mine(nn.Module):
    pass
for wrong in (nn.ReLU, torch.relu, F.relu, Mine, int, 3, "a", lambda x: x, [nn.ReLU()], torch.ones(1)):
    attempt("sequential", lambda: nn.Sequential(nn.Linear(1, 1), wrong))
attempt("list", lambda: nn.ModuleList([nn.Linear]))
attempt("dict", lambda: nn.ModuleDict({"a": nn.ReLU}))
holder = nn.Module()
holder.layer = nn.Linear(1, 1)
holder.weight = nn.Parameter(torch.ones(1))
attempt("child", lambda: setattr(holder, "layer", nn.Linear))
attempt("parameter", lambda: setattr(holder, "weight", F.relu))
attempt("buffer", lambda: holder.register_buffer("kept", nn.ReLU))
print(torch.typename(nn.ReLU), torch.typename(3), torch.typename(torch.relu), torch.typename(len))
