# What a hook unpacked is shown as another tensor, where it has a history or requires grad
# tier: 3
import torch
x, c = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3.0, 4.0])
kept = []
with torch.autograd.graph.saved_tensors_hooks(lambda t: kept.append(t) or t, lambda t: t):
    y = x.pow(2)
    z = y.exp()
    u = x * c
print(y.grad_fn._saved_self is x, y.grad_fn._saved_self.is_leaf, z.grad_fn._saved_result is z, u.grad_fn._saved_other is c)
print([t is x for t in kept], z.grad_fn._saved_result.grad_fn is z.grad_fn)
