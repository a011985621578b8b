# log_normal_, cauchy_, geometric_, exponential_, Gumbel softmax: the same draws for a seed
# tier: 3
import torch
import torch.nn.functional as F
torch.manual_seed(3)
print(torch.empty(5).log_normal_())
print(torch.empty(17).log_normal_(0.5, 0.25))
print(torch.empty(4).cauchy_(1, 2))
print(torch.empty(4).exponential_(2.0))
print(torch.empty(6).geometric_(0.3))
print(F.gumbel_softmax(torch.ones(5)))
print(F.gumbel_softmax(torch.arange(6.0).view(2, 3), tau=0.5, hard=True))
y = torch.ones(2, requires_grad=True) * 1
print(y.cauchy_().grad_fn, y.log_normal_().grad_fn)
for draw in (lambda: torch.empty(1).cauchy_(sigma=-1), lambda: torch.empty(1).log_normal_(std=0)):
    try:
        draw()
    except RuntimeError as error:
        print(error)
