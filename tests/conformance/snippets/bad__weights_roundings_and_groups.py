# What div, losses with weights, convolutions and old constructors refuse
# tier: 3
import torch
import torch.nn.functional as F

x = torch.arange(6.0).view(2, 3)
image = x[None, None]
for attempt in (
    lambda: torch.LongTensor(torch.ones(1)), lambda: torch.FloatTensor(torch.tensor([1])),
    lambda: torch.div(x, 2, rounding_mode="x"), lambda: x.clone().div_(2, rounding_mode="no"),
    lambda: x.clone().div_(2, rounding_mode="floor"),
    lambda: F.conv2d(image, torch.ones(1, 1, 1, 1), groups=2),
    lambda: F.conv2d(image, torch.ones(3, 1, 1, 1), groups=2),
    lambda: F.mse_loss(x, x * 2, weight=torch.ones(3)),
    lambda: F.huber_loss(x, x * 2, weight=torch.ones(3)),
    lambda: F.mse_loss(x, x * 2, weight=x), lambda: F.l1_loss(x, x * 2, weight=x),
    lambda: F.huber_loss(x, x * 2, weight=x), lambda: F.l1_loss(x, x, "sum", weight=x),
    lambda: F.mse_loss(x, x * 2, reduction="none", weight=x),
    lambda: torch.nn.utils.vector_to_parameters([1], [x]),
    lambda: torch.set_float32_matmul_precision("low"), torch.get_float32_matmul_precision,
):  # fmt: skip
    try:
        print(attempt())
    except (TypeError, ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
y = x.clone().requires_grad_()
print(F.mse_loss(y, x * 2, weight=x), F.l1_loss(y, x * 2, weight=x), F.huber_loss(y, x, weight=x))
