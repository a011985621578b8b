# Weights and targets that losses have no derivative for must not require grad
# tier: 3
import torch
import torch.nn.functional as F

w = torch.ones(2, requires_grad=True)
p = torch.tensor([0.5, 0.5])
CALLS = [
    lambda: F.binary_cross_entropy(p, p, weight=w),
    lambda: F.binary_cross_entropy_with_logits(p, p, weight=w),
    lambda: F.binary_cross_entropy_with_logits(p, p, pos_weight=w),
    lambda: F.cross_entropy(p[None], torch.tensor([0]), weight=w),
    lambda: F.cross_entropy(p[None], p[None], weight=w),
    lambda: F.nll_loss(p[None], torch.tensor([0]), weight=w),
    lambda: F.nll_loss(torch.ones(1, 2, 3), torch.zeros(1, 3).long(), weight=w),
    lambda: F.multi_margin_loss(p[None], torch.tensor([0]), weight=w),
    lambda: F.soft_margin_loss(p, w),
    lambda: F.batch_norm(torch.ones(3, 2), w, w, training=True),
    lambda: F.poisson_nll_loss(p, w),
    lambda: F.hinge_embedding_loss(p, w),
    lambda: F.hinge_embedding_loss(w, p).grad_fn.next_functions[0][0].next_functions,
    lambda: F.triplet_margin_loss(w[None], p[None], p[None]).grad_fn.next_functions[0][0],
    lambda: F.rms_norm(w, (2,)).grad_fn.next_functions[1][0].next_functions,
]
for number, call in enumerate(CALLS):
    try:
        print(number, "->", call())
    except Exception as error:
        print(number, "->", type(error).__name__, error)
with torch.no_grad():
    print(F.soft_margin_loss(p, w), F.binary_cross_entropy(p, p, weight=w))
