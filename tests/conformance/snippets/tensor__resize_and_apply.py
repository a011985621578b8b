# resize_, apply_ and new_*
# tier: 3
import torch
x = torch.tensor([[1., 2.], [3., 4.]])
y = x.resize_(3); print(y, x.shape); x.resize_(2, 3); print(x.shape)
v = torch.arange(4.); w = v.view(2, 2); v.resize_(2); print(v, w)
r = torch.ones(2, requires_grad=True)
try: r.resize_(3)
except Exception as e: print(e)
z = torch.arange(4); z.apply_(lambda a: a * 2); print(z, z._version); print(x.new(2, 2).shape, x.new_tensor([1, 2]), x.new_zeros(2), x.new_full((2,), 3.))
