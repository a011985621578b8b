# A matrix product knows the strides of the factors whose gradient is wanted
# tier: 3
import torch
a, b = torch.ones(2, 3), torch.ones(3, 4)
x, y = torch.ones(2, 3, requires_grad=True), torch.ones(3, 4, requires_grad=True)
for made in (x @ b, a @ y, x @ y, torch.addmm(torch.ones(4), x, b), torch.addmm(torch.ones(4), a, y)):
    node = made.grad_fn
    print(node.name(), {n[7:]: getattr(node, n) for n in dir(node) if n.endswith(("sym_sizes", "sym_strides")) and n[:6] == "_saved"})
