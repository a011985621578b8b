import torch

x = torch.tensor([1.0, 2, 3], requires_grad=True)
y = x.sigmoid()
z = y.data
z.zero_()
y.sum().backward()
print(x.grad)
