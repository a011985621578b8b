# lazy layers see the number of their inputs in the first one; an optimiser may have them before
# tier: 2
import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.ReLU(), nn.Flatten(), nn.LazyLinear(2))
print(net)
print(net[4].weight, net[4].in_features, net[4].has_uninitialized_params())
for ask in (lambda: net[4].weight.shape, lambda: net[4].weight.numel()):
    try:
        ask()
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x = torch.rand(2, 1, 5, 5)
net(x).sum().backward()
optimizer.step()
print(net)
print(type(net[0]), sum(p.numel() for p in net.parameters()), net[4].bias, net[0].bias.grad.shape)
try:
    net(torch.rand(2, 1, 6, 6))
except RuntimeError as error:
    print(error)
try:
    nn.LazyConv1d(2, 3)(torch.ones(5))
except RuntimeError as error:
    print(error)
def init(module):
    if type(module) == nn.Linear:
        nn.init.ones_(module.weight)
late = nn.Sequential(nn.LazyLinear(1, bias=False))
late.apply(init)(torch.ones(1, 3))
print(late.apply(init)[0].weight, nn.LazyInstanceNorm2d(), nn.LazyConvTranspose1d(2, 3, groups=2))
