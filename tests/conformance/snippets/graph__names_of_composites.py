# Names of nodes: quantile, xlogy with a number, heaviside
# tier: 3
import torch
x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
print(torch.quantile(x, 0.5).grad_fn.name(), torch.quantile(x, torch.tensor([0.5, 0.2])).grad_fn.name())
print(torch.xlogy(x, 2.0).grad_fn.name(), torch.xlogy(2.0, x).grad_fn.name(), torch.xlogy(x, x).grad_fn.name())
h = torch.heaviside(x, torch.tensor(0.5))
print(h, h.grad_fn.name())
try:
    h.sum().backward()
except RuntimeError as error:
    print(error)
s = torch.ones(2, 2, requires_grad=True)
print(s.mH.grad_fn.name(), s.adjoint().grad_fn.name())
output, _ = torch.nn.RNN(2, 3, batch_first=True)(torch.ones(1, 4, 2))
print(output.grad_fn.name())
