# What losses and layers say to arguments of other types and sizes, and the dtype huber_loss keeps
# tier: 3
import torch
import torch.nn.functional as F

x, one = torch.ones(2), torch.tensor(1.0)
print(F.huber_loss(x, x.double()).dtype, F.huber_loss(x.double(), x).dtype)
print(F.cosine_similarity(one, one, dim=0))
y = one.clone().requires_grad_()
F.cosine_similarity(y, one, dim=-1).backward()
print(y.grad)
for wrong in (
    lambda: F.binary_cross_entropy_with_logits(x, x, object),
    lambda: F.binary_cross_entropy_with_logits(x, x, pos_weight=[1]),
    lambda: F.poisson_nll_loss(x, x, [1]),
    lambda: F.triplet_margin_loss(x, 1, x),
    lambda: F.triplet_margin_loss(True, x, x),
    lambda: F.linear(x, x[None], 1.0),
    lambda: F.linear(),
    lambda: F.linear(x, [1]),
    lambda: F.prelu(x.double(), one),
    lambda: F.prelu(x, torch.tensor(1)),
    lambda: F.prelu(x.long(), torch.tensor(1)),
    lambda: F.glu(one),
    lambda: F.glu(x.long()),
    lambda: F.batch_norm(x[None], None, None, training=False),
    lambda: F.group_norm(torch.ones(1, 1), 1),
    lambda: F.group_norm(torch.ones(2, 2), 4),
    lambda: F.embedding(torch.tensor([0]), x[None], padding_idx=1),
    lambda: F.embedding(torch.tensor([0]), x[None], padding_idx=-2),
    lambda: torch.vmap(torch.dot)(x, x),
    lambda: torch.dot(one, one),
):
    try:
        print(wrong())
    except (RuntimeError, TypeError, ValueError, AssertionError) as error:
        print(type(error).__name__, error)
