# A pack hook must not write
# tier: 3
import torch
def pack(t):
    t.mul_(2)
    return t
x = torch.tensor([1.0, 2.0], requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
    h = x * 1
    h * h
