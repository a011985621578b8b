# t_, unsqueeze_ and squeeze_ count as writes and have nodes of their own
# tier: 2
import torch
x = torch.arange(4.0, requires_grad=True)
h = x.clone().view(2, 2)
h.t_()
print(h.grad_fn.name(), h._version, h._base.grad_fn.name())
h.mul_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
print(h.grad_fn.name(), h._base.grad_fn.name())
h.sum().backward()
print(x.grad)
k = torch.ones(2, 2, requires_grad=True) * 1
print(k.unsqueeze_(0).grad_fn.name(), k.squeeze_().grad_fn.name(), k.transpose_(0, 1).grad_fn.name(), k._version)
