# kernels that are not for all dtypes, bincount, reductions' words, vmap of nothing, singular det
# tier: 3
import torch
import torch.nn.functional as F


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


a, b = torch.tensor([1, 2]), torch.tensor([3.0, 4.0])
i = torch.arange(8).reshape(1, 1, 2, 2, 2)
x, z, w = torch.tensor([0.5, 0.2]), torch.tensor([1.0, 0.0]), torch.ones(2)
show(
    lambda: torch.logaddexp2(a, a),
    lambda: torch.logaddexp2(a, b).dtype,
    lambda: F.max_pool3d(i.bool(), 2),
    lambda: F.avg_pool3d(i.byte(), 2),
    lambda: F.adaptive_avg_pool2d(i[0], (2, 1)),
    lambda: F.adaptive_max_pool3d(i, 1),
    lambda: torch.bincount(b),
    lambda: torch.bincount(a, torch.ones(3)),
    lambda: torch.bincount(a, minlength=-1),
    lambda: torch.bincount(a, a),
    lambda: F.mse_loss(x, z, reduction="a", weight=w),
    lambda: F.huber_loss(x, z, reduction="a", weight=w),
    lambda: b.unflatten(0, -1),
)
one, row = torch.tensor([1.0]), torch.tensor([1.0, 2.0])
show(
    lambda: one.index_add_(1, torch.tensor([0]), one),
    lambda: one.index_add_(0, torch.tensor([5]), one),
    lambda: row.index_put_((torch.tensor([1]),), row),
    lambda: torch.add(row, torch.ones(3, 2), out=row),
    lambda: torch.arange(-0.5, 1, dtype=torch.int32),
)
print(torch.func.jacfwd(lambda c: c * 2)(row).stride())
n = torch.ones(0, 3, requires_grad=True)
print(torch.vmap(lambda c: c * 2)(n).shape, torch.vmap(lambda c: (c, c.sum()))(n)[1].shape)
print(torch.vmap(lambda c: c, out_dims=1)(n).shape)
for m in (torch.tensor([[1.0, 2], [2, 4]]), torch.stack([torch.eye(2), torch.ones(2, 2)])):
    m.requires_grad_()
    torch.linalg.det(m).sum().backward()
    print(m.grad.abs())
