# functional_call: tied tensors stay one, strict wants each name, and the module gets its own back
# tier: 2
import torch
from torch import nn
from torch.func import functional_call


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2, bias=False)
        self.b = nn.Linear(2, 2, bias=False)
        self.b.weight = self.a.weight
        self.register_buffer("count", torch.zeros(1))

    def forward(self, x):
        self.count = self.count + 1
        return self.b(self.a(x))


def attempt(*args, **kwargs):
    try:
        print(functional_call(*args, **kwargs).detach())
    except Exception as e:
        print(type(e).__name__, e)


net = Tied()
nn.init.constant_(net.a.weight, 0.5)
x, one, nought = torch.ones(1, 2), torch.ones(2, 2), torch.zeros(2, 2)
attempt(net, {"a.weight": one}, x)
attempt(net, {"b.weight": one}, (x,))
attempt(net, {"a.weight": one}, x, tie_weights=False)
attempt(net, {"a.weight": one, "b.weight": nought}, x)
attempt(net, {"a.weight": one, "b.weight": nought}, x, tie_weights=False)
attempt(net, {"a.weight": one, "b.weight": one}, x)
attempt(net, {"a.weight": one}, x, strict=True)
attempt(net, {"a.weight": one, "count": x, "c": x}, x, strict=True)
attempt(net, {"a.weight": one, "count": x}, x, strict=True)
attempt(net, ({"a.weight": one}, {"count": x}), x)
attempt(net, [{"a.weight": one}, {"a.weight": one}], x)
attempt(net, 3, x)
attempt(net, ({}, 3), x)
attempt(net, {"a.weight": 3}, x)
attempt(net, {"a.weight": None}, x, tie_weights=False)
attempt(net, {"c.weight": x}, x)
attempt(net, {"a": x}, x)
attempt(net, {"new": x}, x)
attempt(net, {"a.weight": one}, (x, x))
attempt(net, {"a.weight": one}, x, {"y": x})
attempt(3, {}, x)
print(net.a.weight is net.b.weight, net.a.weight, hasattr(net, "new"))
given = {"count": torch.tensor([5.0])}
functional_call(net, given, x)
print(given, net.count)
net.b.register_forward_pre_hook(lambda module, inputs: inputs[1])
attempt(net, {"a.weight": one}, x)
print(net.a.weight)
