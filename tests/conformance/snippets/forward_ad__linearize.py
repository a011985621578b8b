# torch.func.linearize
# tier: 3
import torch
import torch.autograd.forward_ad as fwAD
import warnings
warnings.simplefilter('ignore')
from torch.func import linearize
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
out, jvp_fn = linearize(torch.sin, x)
print(out, jvp_fn(v), jvp_fn(torch.ones(3)))
for tangents in ((torch.ones(2),), (v, v), (v.double(),)):
    try:
        print(jvp_fn(*tangents))
    except Exception as error:
        print(type(error).__name__, error)
