# torch.nn.utils.prune: masks by size, by chance, by channel and over several modules, with gradients
# tier: 3
import torch
import torch.nn.functional as F
import torch.nn.utils.prune as prune
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(4, 3)
print(prune.l1_unstructured(layer, name="weight", amount=0.3) is layer)
print(list(layer.named_parameters()), list(layer.named_buffers()), layer.weight)
print(type(layer.weight), layer.weight.is_leaf, layer._forward_pre_hooks.keys().__len__())
layer(torch.ones(2, 4)).sum().backward()
print(layer.weight_orig.grad, layer.weight.grad_fn.name(), prune.is_pruned(layer))
with torch.no_grad():
    layer.weight_orig.mul_(2)
print(layer.weight.sum(), layer(torch.ones(1, 4)), layer.weight.sum())
prune.random_unstructured(layer, "weight", amount=2)
(container,) = layer._forward_pre_hooks.values()
print(type(container).__name__, len(container), [type(each).__name__ for each in container])
print(layer.weight_mask, container[0].amount)
print(sorted(layer.state_dict()))
prune.remove(layer, "weight")
print(list(layer.named_parameters()), prune.is_pruned(layer), layer.weight.is_leaf)

layer = nn.Linear(4, 3)
prune.ln_structured(layer, "weight", amount=0.5, n=2, dim=0)
print(layer.weight_mask)
prune.random_structured(layer, "weight", amount=1, dim=1)
print(layer.weight_mask)
prune.identity(layer, "bias")
print(layer.bias_mask, layer.bias)
prune.custom_from_mask(layer, "bias", mask=torch.tensor([0, 1, 0]))
print(layer.bias_mask, layer.bias)

net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
chosen = [(net[0], "weight"), (net[2], "weight")]
prune.global_unstructured(chosen, pruning_method=prune.L1Unstructured, amount=0.4)
print([int((module.weight == 0).sum()) for module, _ in chosen], prune.is_pruned(net))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(3):
    optimizer.zero_grad()
    F.mse_loss(net(torch.ones(2, 3)), torch.zeros(2, 2)).backward()
    optimizer.step()
print(net[2].weight_orig, net[2].weight_mask, net(torch.ones(1, 3)))
scores = torch.arange(12.0).view(4, 3)
other = nn.Linear(3, 4)
print(prune.l1_unstructured(other, "weight", amount=5, importance_scores=scores).weight_mask)


class Every(prune.BasePruningMethod):
    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        mask = default_mask.clone()
        mask.view(-1)[::2] = 0
        return mask


layer = nn.Linear(3, 2)
Every.apply(layer, "bias")
Every.apply(layer, "weight")
print(layer.weight_mask, layer.bias_mask, layer)
print(prune.L1Unstructured(amount=2).prune(torch.tensor([3.0, -1.0, 2.0])))
print(prune.CustomFromMask(torch.tensor([1, 0])).prune(torch.tensor([3.0, -1.0])))
conv = nn.Conv2d(2, 4, 1)
prune.ln_structured(conv, "weight", amount=2, n=1, dim=0)
print(conv.weight_mask.view(4, 2), conv(torch.ones(1, 2, 1, 1)).shape)

plain = nn.Linear(2, 2)
for attempt in [
    lambda: prune.remove(plain, "weight"),
    lambda: prune.l1_unstructured(plain, "weight", amount=1.5),
    lambda: prune.l1_unstructured(plain, "weight", amount=-1),
    lambda: prune.l1_unstructured(plain, "weight", amount="a"),
    lambda: prune.l1_unstructured(plain, "weight", amount=5),
    lambda: prune.ln_structured(plain, "bias", amount=1, n=2, dim=0),
    lambda: prune.random_structured(plain, "weight", amount=1, dim=2),
    lambda: prune.custom_from_mask(plain, "weight", mask=torch.ones(3)),
    lambda: prune.global_unstructured(3, prune.L1Unstructured, amount=1),
    lambda: prune.global_unstructured([(plain, "weight")], prune.LnStructured, amount=1, n=2),
    lambda: prune.global_unstructured([(plain, "weight")], prune.Identity, importance_scores=1),
    lambda: prune.l1_unstructured(plain, "weight", 1, importance_scores=torch.ones(3)),
    lambda: prune.l1_unstructured(plain, "nothing", 1),
]:
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)
print(list(dict(plain.named_parameters())), list(dict(plain.named_buffers())))
