# A buffer filled item by item with a graph
# tier: 2
import torch

b = torch.zeros(3)
w = torch.tensor(2., requires_grad=True)
for i in range(3):
    b[i] = w ** i
print(b)
b.sum().backward()
print(w.grad)
