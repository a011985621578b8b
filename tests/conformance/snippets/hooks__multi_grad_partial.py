# register_multi_grad_hook counts only those that this backward reaches
# tier: 3
import torch
a = torch.tensor(1.0, requires_grad=True)
b = torch.tensor(2.0, requires_grad=True)
h = torch.autograd.graph.register_multi_grad_hook([a, b], lambda gs: print(gs))
(a * 2).backward()
(a * b).backward()
h.remove()
(a * b).backward()
torch.autograd.graph.register_multi_grad_hook([a, b], lambda g: print("any", g), mode="any")
(a * b).backward()
