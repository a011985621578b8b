# Only what a wanted gradient reads is saved, so the other operand may be written
# tier: 2
import torch

a = torch.ones(2, 3); b = torch.ones(3, 2, requires_grad=True)
w = b * 1
y = a @ w
w.zero_()
y.sum().backward()
print(b.grad)
a.zero_()
