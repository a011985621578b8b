# detach and data drop the tangent; no_grad does not, inference mode does
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0], requires_grad=True)
with fwAD.dual_level():
    d = fwAD.make_dual(x, torch.ones(2))
    print(d.detach(), d.data, d.clone())
    with torch.no_grad():
        print(d * 2)
    with torch.inference_mode():
        print(d * 2)
    p = fwAD.unpack_dual(d * d).primal
    print(p, p.grad_fn.name(), p * 2, p[0])
    print(fwAD.unpack_dual(d.detach()))
    print(d.sum().item(), d.tolist(), f"{d.detach().sum():.2f}")
