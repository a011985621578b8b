# CopySlices is freed with what it wrote
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
h = x * 1
h[0] += 1
h.sum().backward()
print(x.grad)
h.sum().backward()
