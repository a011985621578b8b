# EmbeddingBag is one node, whatever its mode; it has no second derivative; what it refuses
# tier: 3
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
w, p = torch.randn(5, 3, requires_grad=True), torch.randn(5, requires_grad=True)
i, o = torch.tensor([0, 1, 2, 2, 4]), torch.tensor([0, 2, 2, 3])
for mode in ("sum", "mean", "max"):
    y = F.embedding_bag(i, w, o, mode=mode)
    node = y.grad_fn
    print(y, node._saved_mode, node._saved_indices, node._saved_offsets, node._saved_result2)
    grad, = torch.autograd.grad((y**2).sum(), w, create_graph=True)
    print(grad, [each and each.name() for each, _ in grad.grad_fn.next_functions])
    try:
        (grad**2).sum().backward()
    except NotImplementedError as error:
        print(error)
y = F.embedding_bag(i, w, o, mode="sum", per_sample_weights=p)
print(y, [each.name() for each, _ in y.grad_fn.next_functions])
grads = torch.autograd.grad((y**2).sum(), (w, p), create_graph=True)
print(grads[0].detach(), grads[1].detach(), [each.grad_fn.name() for each in grads])
for mode in ("sum", "mean", "max"):
    y = F.embedding_bag(i, w, o, mode=mode, padding_idx=-3)
    print(y, torch.autograd.grad(y.sum(), w))
print(torch.autograd.grad(F.embedding_bag(i, w, o, scale_grad_by_freq=True).sum(), w))
print(F.embedding_bag(i, w, torch.tensor([0, 2, 5]), include_last_offset=True))
print(F.embedding_bag(i[:4].reshape(2, 2), w, mode="sum", per_sample_weights=p[:4].view(2, 2)))
print(F.embedding_bag(i[:0], w, o[:1]), F.embedding_bag(i[:0], w, o[:0]))
print(torch.embedding_bag(w, i, o, mode=1), nn.EmbeddingBag(5, 3)(i, o).grad_fn.name())
for wrong in (
    lambda: F.embedding_bag(i, w, o, per_sample_weights=p),
    lambda: F.embedding_bag(i, w, o, mode="sum", per_sample_weights=p[:3]),
    lambda: F.embedding_bag(i, w, o, mode="sum", per_sample_weights=p.double()),
    lambda: F.embedding_bag(i, w, o + 1),
    lambda: F.embedding_bag(i, w, torch.tensor([0, 6])),
    lambda: F.embedding_bag(i + 3, w, o),
    lambda: F.embedding_bag(i.float(), w, o),
    lambda: F.embedding_bag(i, w, o.float()),
    lambda: F.embedding_bag(i, w, o[None]),
    lambda: F.embedding_bag(i, w[0], o),
    lambda: F.embedding_bag(i, w, o, padding_idx=9),
    lambda: F.embedding_bag(i, w, o, mode="max", scale_grad_by_freq=True),
    lambda: F.embedding_bag(w, i, o),  # the old order
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
