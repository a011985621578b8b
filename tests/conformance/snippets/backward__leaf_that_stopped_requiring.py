# a leaf that requires no grad any more when its turn comes gets none
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x * x).sum()
x.requires_grad_(False)
y.backward()
print(x.grad)
