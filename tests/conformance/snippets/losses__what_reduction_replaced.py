# size_average and reduce, by name and by place, with their warning
# tier: 3
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


x = torch.tensor([[0.2, 0.7], [0.4, 0.5]])
y = torch.tensor([[0.1, 0.9], [0.3, 0.2]])
c = torch.tensor([0, 1])
pm = torch.tensor([1.0, -1.0])
show(
    lambda: F.mse_loss(x, y, None, None, "sum"),
    lambda: F.mse_loss(x, y, False),
    lambda: F.mse_loss(x, y, True, False),
    lambda: F.mse_loss(x, y, size_average=False, reduction="none"),
    lambda: F.nll_loss(x, c, None, False),
    lambda: F.nll_loss(x, c, None, None, -100, None, "sum"),
    lambda: F.cross_entropy(x, c, None, None, -100, None, "mean", 0.1),
    lambda: F.kl_div(x, y, None, None, "sum", True),
    lambda: F.poisson_nll_loss(x, y, size_average=False),
    lambda: F.binary_cross_entropy_with_logits(x, y, None, None, None, "none", torch.ones(2)),
    lambda: F.multi_margin_loss(x, c, 1, 1.0, None, False),
    lambda: F.margin_ranking_loss(x[0], x[1], pm, 0.1, False),
    lambda: F.triplet_margin_loss(x, y, x, 1.0, 2, 1e-6, False, False),
    lambda: nn.MSELoss(False)(x, y),
    lambda: nn.CrossEntropyLoss(torch.ones(2), None, 1)(x, c),
    lambda: nn.NLLLoss(None, None, -100, False)(x, c),
    lambda: nn.BCELoss(None, None, None, "sum")(x, y),
    lambda: nn.MSELoss("sum").reduction,
    lambda: F.mse_loss(x),
    lambda: F.nll_loss(x[0], c[:1]),
)
