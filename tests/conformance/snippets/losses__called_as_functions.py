# A loss module that is given the tensors, and weights that are none
# tier: 2
import torch
import torch.nn as nn
import torch.nn.functional as F
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
a, b, classes = torch.ones(2, 3), torch.zeros(2, 3), torch.tensor([1, 2])
for kind in (nn.MSELoss, nn.L1Loss, nn.CrossEntropyLoss, nn.BCELoss, nn.SmoothL1Loss, nn.NLLLoss,
             nn.KLDivLoss, nn.BCEWithLogitsLoss, nn.HuberLoss, nn.TripletMarginLoss):
    attempt(kind.__name__, lambda: kind(a, b))
attempt("numbers", lambda: nn.MSELoss(torch.tensor(1.0), torch.tensor(0.0)).reduction)
attempt("four", lambda: F.mse_loss(a, b, a, b))
attempt("zero", lambda: F.mse_loss(a, b, 0))
attempt("weight", lambda: F.cross_entropy(a, classes, "sum"))
attempt("weights", lambda: F.nll_loss(a, classes, [1, 2, 3]))
attempt("double", lambda: F.cross_entropy(a, classes, torch.ones(3).double()))
attempt("ignored", lambda: F.cross_entropy(a, b, ignore_index=1))
attempt("index", lambda: F.nll_loss(a, classes, ignore_index="a"))
for smoothing in (-0.5, 0.25, 1, 1.25, 3, "a", None):
    attempt(f"classes {smoothing}", lambda: F.cross_entropy(a, classes, label_smoothing=smoothing))
    attempt(f"mixed {smoothing}", lambda: F.cross_entropy(a, b, label_smoothing=smoothing))
