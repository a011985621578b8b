# Powers, quotients and numbers
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
v = torch.tensor([1.0, 0.0, 2.0])
with fwAD.dual_level():
    d = fwAD.make_dual(x, v)
    for f in (lambda: d * 2, lambda: d / 2, lambda: d - 1, lambda: 1 - d, lambda: 1 / d, lambda: d ** 2, lambda: 2 ** d, lambda: d ** d, lambda: d / x, lambda: -d, lambda: d * torch.ones(3), lambda: d @ torch.ones(3)):
        print(f())
