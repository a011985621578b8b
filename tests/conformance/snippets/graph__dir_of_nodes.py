# What a node shows of itself
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
f = (x * x).grad_fn
print([a for a in dir(f) if a.startswith("_saved") or a in ("name", "next_functions", "metadata", "register_hook", "register_prehook", "requires_grad")])
print(f.requires_grad, f.next_functions[0][0].requires_grad)
acc = f.next_functions[0][0]
acc(torch.ones(2))
print(x.grad)
