# Images sampled along a grid: modes, paddings, corners, volumes, affine grids
# tier: 2
import itertools

import torch
import torch.nn.functional as F

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
image = torch.randn(2, 2, 3, 4, requires_grad=True)
grid = (torch.rand(2, 3, 2, 2) * 3 - 1.5).requires_grad_()
weight = torch.randn(2, 2, 3, 2)


def shown(tensor):
    return torch.round(tensor.detach(), decimals=6) + 0.0


modes, paddings = ("bilinear", "nearest", "bicubic"), ("zeros", "border", "reflection")
for mode, padding, corners in itertools.product(modes, paddings, (False, True)):
    y = F.grid_sample(image, grid, mode, padding, corners)
    grads = torch.autograd.grad((y * weight).sum(), (image, grid))
    print(mode, padding, corners, shown(y)[0, 0], *(shown(g)[0, 0] for g in grads))
y = F.grid_sample(image, grid, align_corners=False)
node = y.grad_fn
print(node.name(), sorted(n for n in dir(node) if n.startswith("_saved")), y.shape)
print(node._saved_interpolation_mode, node._saved_padding_mode, node._saved_align_corners)
volume = torch.randn(1, 1, 2, 3, 3, requires_grad=True)
places = (torch.rand(1, 2, 1, 2, 3) * 2 - 1).requires_grad_()
for mode, padding in itertools.product(modes[:2], paddings):
    y = F.grid_sample(volume, places, mode, padding, True)
    grads = torch.autograd.grad(y.pow(2).sum(), (volume, places))
    print(mode, padding, shown(y), *map(shown, grads), y.grad_fn.name())
theta = torch.tensor([[[1.0, 0.2, 0.0], [0.0, 0.5, 0.1]]], requires_grad=True)
for corners in (True, False):
    made = F.affine_grid(theta, (1, 1, 2, 3), align_corners=corners)
    print(made, made.grad_fn._saved_size, made.grad_fn._saved_align_corners)
F.grid_sample(torch.randn(1, 1, 3, 3), made, align_corners=False).sum().backward()
print(shown(theta.grad))
print(F.affine_grid(torch.eye(3, 4)[None], torch.Size((1, 1, 2, 2, 1)), align_corners=False))
