# A hook on an output that gets no gradient is called with None
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
a, b = x.unbind(0)
a.register_hook(lambda g: print("a", g))
b.register_hook(lambda g: print("b", g))
(a * 2).backward()
print(x.grad)
