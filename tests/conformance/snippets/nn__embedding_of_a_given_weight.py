# Embedding: frozen without a weight; a weight given must fit; so for EmbeddingBag
# tier: 3
import torch
from torch import nn
torch.manual_seed(0)
layer = nn.Embedding(3, 2, padding_idx=-1, _freeze=True)
print(layer.weight, layer.weight.requires_grad, layer)
print(nn.Embedding(3, 2, _weight=torch.ones(3, 2), _freeze=True).weight.requires_grad)
print(nn.EmbeddingBag(3, 2, _weight=torch.ones(3, 2)).weight, nn.EmbeddingBag(3, 2, padding_idx=-1).padding_idx)
print(nn.EmbeddingBag(3, 2, padding_idx=1).weight)
for make in (
    lambda: nn.Embedding(3, 2, _weight=torch.ones(2, 2)),
    lambda: nn.EmbeddingBag(3, 2, _weight=torch.ones(3)),
    lambda: nn.EmbeddingBag(3, 2, padding_idx=3),
):
    try:
        make()
    except AssertionError as error:
        print(error)
