# Reductions, choices and shapes of a dual tensor
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([3.0, 1.0, 2.0])
v = torch.tensor([1.0, 0.5, 2.0])
with fwAD.dual_level():
    d = fwAD.make_dual(x, v)
    print(d.sum(), d.mean(0), d.prod(), d.cumsum(0))
    print(d.max(), d.max(0), d.sort())
    print(torch.maximum(d, torch.tensor([3.0, 3.0, 0.0])), d.clamp(1.5, 2.5), d.relu(), (-d).abs())
    print(torch.where(d > 1.5, d, 0.0), d.masked_fill(d > 1.5, 5.0))
    print(torch.cat([d, x]), torch.stack([x, d]))
    print(d.split(2), d.unbind(0), d.topk(2))
    print(d.view(3, 1), d.expand(2, 3), d[[0, 2]], d[d > 1.5])
    print(d @ x, torch.outer(d, x), torch.einsum('i,i->', d, x))
    print(d.softmax(0), d.log_softmax(0))
    print(d.round(), d.floor(), d.sign(), d.int(), d > 1, d.double())
    print(torch.zeros_like(d), torch.ones_like(d), d.new_zeros(2), d.argmax())
