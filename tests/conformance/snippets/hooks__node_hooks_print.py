# Hooks and prehooks of a node
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 2
n = y.grad_fn
n.register_hook(lambda gi, go: print("post", gi, go))
n.register_prehook(lambda go: print("pre", go))
y.sum().backward()
