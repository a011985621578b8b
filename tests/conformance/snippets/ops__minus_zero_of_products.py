# Minus zero in products of matrices: kept where nothing is added, as in gradients of one sample
# tier: 3
import torch
import torch.nn.functional as F
print(torch.tensor([[0.0], [1.0]]) @ torch.tensor([[-1.0, 2.0]]))
print(torch.zeros(3, 1) @ -torch.ones(1), torch.zeros(1) @ -torch.ones(1, 3), torch.zeros(1) @ -torch.ones(1), torch.zeros(2, 2) @ -torch.ones(2, 2))
l = torch.nn.Linear(2, 2)
with torch.no_grad():
    l.weight.fill_(-1.0)
    l.bias.zero_()
F.relu(l(torch.tensor([[1.0, -0.5]]))).sum().backward()
print(l.weight.grad, l.bias.grad)
x = torch.tensor([-100.0, 0.0, 25.0], requires_grad=True)
F.softplus(x).sum().backward()
print(x.grad)
