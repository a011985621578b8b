# Hooks on a leaf's AccumulateGrad
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
acc = (x * 1).grad_fn.next_functions[0][0]
acc.register_prehook(lambda go: print("before", go, x.grad))
acc.register_hook(lambda gi, go: print("after", gi, go, x.grad))
(x * 3).sum().backward()
