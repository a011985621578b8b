# Reductions along a dimension of length 0, chains of matrices and three shapes that do not fit
# tier: 3
import torch
e = torch.zeros(0, 3)
a, b = torch.ones(2, 3), torch.ones(4, 5)
c = torch.tensor([True, False])
for f in (lambda: e.argmax(0), lambda: e.argmin(0), lambda: e.mode(0), lambda: e.aminmax(dim=0), lambda: e.kthvalue(1, 0), lambda: e.argmax(1),
          lambda: torch.linalg.multi_dot([a, b]), lambda: torch.linalg.multi_dot([a, a.T, torch.ones(3)]), lambda: torch.linalg.multi_dot([a, a.T.double()]), lambda: torch.linalg.multi_dot([a, torch.ones(2, 3, 5)]), lambda: torch.inner(a, b),
          lambda: torch.where(c, torch.ones(2, 1), torch.ones(3)), lambda: torch.where(c, torch.ones(3), torch.ones(2)), lambda: torch.addcmul(torch.ones(2, 1), torch.ones(3), torch.ones(2)), lambda: torch.lerp(torch.ones(2), torch.ones(2, 1), torch.ones(3)),
          lambda: a.expand(2, -2), lambda: a.sum_to_size(3), lambda: a.sum_to_size(2, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(torch.zeros(2, 2).scatter_reduce(1, torch.tensor([[0, 0]]), torch.tensor([[5.0, 7.0]]), "max"))
x = torch.tensor([3.0, 4.0], requires_grad=True)
x.norm(0).backward()
print(x.grad)
