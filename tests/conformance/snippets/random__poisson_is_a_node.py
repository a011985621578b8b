# poisson: PyTorch's numbers, and its node, whose gradient is 0
# tier: 3
import torch
torch.manual_seed(0)
print(torch.poisson(torch.tensor([0.,0.5,3.,9.9,10.,50.,1000.])), torch.rand(1))
print(torch.poisson(torch.full((4,5),20.)), torch.rand(1))
x=torch.tensor([3.,4.],requires_grad=True); y=torch.poisson(x); print(y); y.sum().backward(); print(x.grad)
x.grad = None; (torch.poisson(x) * x).sum().backward(); print(x.grad, y.grad_fn.next_functions[0][0] is not None)
