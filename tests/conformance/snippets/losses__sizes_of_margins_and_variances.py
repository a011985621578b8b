# Targets and variances of the rarer losses that do not fit
# tier: 3
import torch
import torch.nn.functional as F
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
x = torch.ones(3, 4)
attempt("number", lambda: F.multi_margin_loss(x[0], torch.tensor(1)))
for var in (-x, -1.0, 1.0, torch.ones(3), torch.ones(3, 1), torch.ones(3, 2), torch.zeros(3, 4)):
    attempt("var", lambda: F.gaussian_nll_loss(x, x, var))
