# what vmap refuses: item, data-dependent control flow, random numbers
# tier: 2
import torch
from torch.func import grad, vmap


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


x = torch.tensor([0.3, -0.6, 0.9])
show(
    lambda: vmap(lambda a: a.item())(x),
    lambda: vmap(lambda a: a if a > 0 else -a)(x),
    lambda: vmap(lambda a: float(a))(x),
    lambda: vmap(lambda a: torch.where(a > 0, a, -a))(x),
    lambda: vmap(lambda a: torch.rand(1))(x),
    lambda: vmap(lambda a: torch.nn.functional.dropout(a))(x),
    lambda: vmap(lambda a: a + torch.randn(2), randomness="different")(x).shape,
    lambda: vmap(grad(lambda a: torch.sin(a)))(x),
    lambda: x[0].item() > 0,
)
torch.manual_seed(0)
print(vmap(lambda a: torch.rand(2), randomness="same")(x))


def loss(p, xx, yy):
    return ((xx @ p["w"] + p["b"] - yy) ** 2).mean()


p = {"w": torch.ones(2), "b": torch.zeros(())}
print(vmap(grad(loss), in_dims=(None, 0, 0))(p, torch.arange(6.0).reshape(3, 2), torch.ones(3)))
