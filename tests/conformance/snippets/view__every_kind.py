# Views of every kind and the names of their nodes
# tier: 2
import torch

x = torch.ones(2, 1, 3, requires_grad=True)
y = x * 1
for v in (y.narrow(0, 0, 1), y.squeeze(1), y.permute(2, 0, 1), y.movedim(0, 1), y.swapaxes(0, 2), y.unfold(2, 2, 1), y[..., None], y[:, 0], y.select(2, 1), y.view_as(y), y.expand(2, 4, 3), y.real, y.T if y.dim() == 2 else y.mT):
    print(v.grad_fn.name(), v._is_view(), v._version)
