# An ensemble: models stacked by stack_module_state, run by vmap over functional_call
# tier: 3
import torch
from torch import nn
from torch.func import functional_call, stack_module_state, vmap
torch.manual_seed(0)
models = [nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)).eval() for _ in range(3)]
params, buffers = stack_module_state(models)
print(params, {name: each.is_leaf for name, each in params.items()})
print(buffers)
def run(params, buffers, x):
    return functional_call(models[0], (params, buffers), (x,))
x = torch.tensor([[1.0, 2.0], [0.5, -1.0]])
y = vmap(run, in_dims=(0, 0, None))(params, buffers, x)
print(y.detach(), torch.equal(y[1], models[1](x)))
print(vmap(run)(params, buffers, x.expand(3, 2, 2)).detach().shape)
y.sum().backward()
print(params["0.bias"].grad, models[0][0].bias.grad)
net = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.ReLU()))
net.set_submodule("1.0", nn.Tanh())
net.set_submodule("7", nn.Tanh())
print(net)
for wrong in (
    lambda: stack_module_state([]),
    lambda: stack_module_state([nn.Linear(1, 1), nn.ReLU()]),
    lambda: stack_module_state([nn.Linear(1, 1), nn.Linear(1, 1).eval()]),
    lambda: stack_module_state([nn.Linear(1, 1), nn.Linear(1, 1).requires_grad_(False)]),
    lambda: stack_module_state([nn.Linear(1, 1), nn.Linear(2, 1)]),
    lambda: net.set_submodule("", nn.Tanh()),
    lambda: net.set_submodule("1.3.4", nn.Tanh()),
    lambda: net.set_submodule("8", nn.Tanh(), strict=True),
    lambda: net.set_submodule("0.weight", nn.Tanh()),
    lambda: net.set_submodule("0", 3),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
