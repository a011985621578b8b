# // promotes alike, whichever operand requires grad: a 0-d tensor does not widen, nor an integer
# tier: 2
import torch
c = torch.tensor(2., requires_grad=True)
h = torch.ones(2, dtype=torch.float16, requires_grad=True)
d = torch.tensor(7)
e = torch.ones(2, dtype=torch.float64)
i = torch.ones(2, dtype=torch.int32)
for x, y in ((c, d), (d, c), (c, e), (e, c), (c, i), (i, c), (h, d), (d, h), (h, i), (h, c.detach()), (h, e)):
    z = x // y
    print(z, z.dtype, len(z.grad_fn.next_functions))
