# A pack hook runs without grad mode
# tier: 2
import torch
def pack(t):
    print(torch.is_grad_enabled(), t.requires_grad)
    return t
x = torch.ones(2, requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
    y = x * x
y.sum().backward()
print(x.grad)
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.add_(1), lambda t: t):
    x * x
