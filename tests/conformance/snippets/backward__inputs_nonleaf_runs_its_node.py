# backward(inputs=[a non-leaf]) runs its node, which frees what it saved, and retain_grad stays on
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
h = x * 2
h.sum().backward(inputs=[h])
print(h.grad, h.retains_grad, x.grad)
try:
    h.sum().backward()
except RuntimeError as error:
    print(str(error)[:60])
print(h.grad, x.grad)
