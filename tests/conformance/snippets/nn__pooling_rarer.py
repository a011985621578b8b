# Pooling of three dimensions, back from maxima, by p-norm and at random steps; layers not yet filled
# tier: 3
import torch
import torch.nn.functional as F
from torch import nn

torch.set_printoptions(precision=4, sci_mode=False)
x = torch.arange(2 * 64.0, dtype=torch.float64).reshape(1, 2, 4, 4, 4).sin()
leaf = x.clone().requires_grad_()


def saved(tensor):
    node = tensor.grad_fn
    return node.name(), [name for name in dir(node) if name.startswith("_saved")]


def rounded(tensor):
    return round(float(tensor.detach()), 8)


values, places = F.adaptive_max_pool3d(leaf, (2, 3, 2), return_indices=True)
print(places.flatten().tolist(), saved(values))
(g,) = torch.autograd.grad((values**2).sum(), leaf, create_graph=True)
(h,) = torch.autograd.grad((g**2).sum(), leaf)
print(g.grad_fn.name(), rounded(g.sum()), rounded(h.sum()))
print(nn.AdaptiveMaxPool3d((2, None, 1)), nn.AdaptiveMaxPool3d((2, None, 1))(x).shape)
print(nn.LPPool3d(2, 2, stride=2), rounded(nn.LPPool3d(2, 2, stride=2)(x).sum()))
print(F.max_pool3d(leaf, 2).grad_fn.name(), F.adaptive_max_pool2d(leaf[0], 2).grad_fn.name())

for k in (1, 2, 3):
    pool = getattr(nn, f"MaxPool{k}d")(2, stride=2, return_indices=True)
    back = getattr(nn, f"MaxUnpool{k}d")(2, stride=2)
    grid = x[(0, *(0,) * (3 - k))].unsqueeze(0).clone() if k < 3 else x.clone()
    grid.requires_grad_()
    kept, places = pool(grid)
    y = back(kept, places)
    print(back, y.shape, saved(y))
    (g,) = torch.autograd.grad((y**2).sum(), grid, create_graph=True)
    (h,) = torch.autograd.grad((g**2).sum(), grid)
    print(rounded(y.sum()), rounded(g.sum()), rounded(h.sum()))
    print(back(kept, places, output_size=[5] * k).shape)
    for wrong in (
        lambda: back(kept, places, output_size=[9] * k),
        lambda: back(kept, places, output_size=[4] * (k + 1)),
        lambda: back(kept, places[..., :1]),
        lambda: back(kept, places.float()),
        lambda: back(kept, torch.full_like(places, 999)),
    ):
        try:
            wrong()
        except (ValueError, RuntimeError) as error:
            print(type(error).__name__, error)

for k, grid in ((2, leaf[:, :, 0]), (3, leaf)):
    layer = getattr(nn, f"FractionalMaxPool{k}d")
    steps = torch.linspace(0.05, 0.95, 2 * k, dtype=torch.float64).reshape(1, 2, k)
    y, places = layer(2, output_size=2, return_indices=True, _random_samples=steps)(grid)
    print(layer(2, output_ratio=0.5), y.shape, places.tolist(), saved(y))
    (g,) = torch.autograd.grad((y**2).sum(), leaf, create_graph=True)
    (h,) = torch.autograd.grad((g**2).sum(), leaf)
    print(rounded(y.sum()), rounded(g.sum()), rounded(h.sum()))
    torch.manual_seed(k)
    print(layer(2, output_ratio=(0.5, 0.25, 0.5)[:k])(grid.detach().float()).sum())
    print(torch.rand(1))
    for wrong in (
        lambda: layer(2),
        lambda: layer(2, output_size=2, output_ratio=0.5),
        lambda: layer(2, output_ratio=(1.5, 0.5, 0.5)[:k]),
        lambda: layer(2, output_size=4)(grid),
        lambda: layer(2, output_size=2)(grid[0, 0]),
    ):
        try:
            wrong()
        except (ValueError, RuntimeError, IndexError) as error:
            print(type(error).__name__, error)

torch.manual_seed(0)
empty = nn.utils.skip_init(nn.Linear, 3, 2)
print(empty, [part.shape for part in empty.parameters()], torch.rand(1))
for kind in (int, nn.ReLU):
    try:
        nn.utils.skip_init(kind)
    except RuntimeError as error:
        print(error)
