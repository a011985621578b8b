# Hooks registered on one saved tensor are given it without its history
# tier: 3
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)


def pack(t):
    print("pack", t, t is x, t.is_leaf, t.grad_fn)
    return t


def unpack(t):
    print("unpack", t)
    return t


z = x * x
z.grad_fn._raw_saved_self.register_hooks(pack, unpack)
print(z.grad_fn._saved_self)
z.sum().backward()
y = (x * 3).exp()
y.grad_fn._raw_saved_result.register_hooks(pack, unpack)
print(torch.allclose(y.grad_fn._saved_result, y), y.grad_fn._saved_result.grad_fn)
