# A hook that writes its gradient in place and returns nothing
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y.register_hook(lambda g: g.mul_(5) and None if False else (g.mul_(5), None)[1])
(y * 1.0).sum().backward()
print(x.grad)
