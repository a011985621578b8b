# An exception in a hook comes through
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
def hook(g): raise RuntimeError("boom")
y = x * 2
y.register_hook(hook)
y.sum().backward()
