# sort with `stable`, whatever it is, is the other overload; where warns of bytes as its condition
# tier: 3
import torch
x = torch.tensor([[3.0, 1.0, 2.0]], requires_grad=True)
for made in (
    x.sort(),
    x.sort(stable=True),
    x.sort(stable=False, descending=True),
    torch.sort(x, stable=True, dim=0),
    torch.sort(x, dim=1, descending=True),
):
    print(made, torch.autograd.grad((made[0] * x.detach()).sum(), x))
print(x.msort().grad_fn.name())
mask = torch.tensor([1, 0], dtype=torch.uint8)
print(torch.where(mask, 1, 0), torch.where(mask, x[0, :2], 0.0).detach())
