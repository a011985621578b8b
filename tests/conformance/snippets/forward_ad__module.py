# Parameters with tangents: how the output of a layer moves
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
from torch import nn
torch.manual_seed(0)
model = nn.Linear(3, 2)
x = torch.ones(2, 3)
with fwAD.dual_level():
    duals = {n: fwAD.make_dual(p, torch.ones_like(p)) for n, p in model.named_parameters()}
    out = torch.func.functional_call(model, duals, x)
    print(out)
    print(fwAD.unpack_dual(out).tangent)
    out = model(fwAD.make_dual(x, x * 0.5))
    print(fwAD.unpack_dual(torch.tanh(out)).tangent)
