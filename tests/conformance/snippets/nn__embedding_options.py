# Embedding: max_norm shortens the rows that are asked for, in the table; from_pretrained; its text
# tier: 3
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
table = nn.Embedding(5, 3, max_norm=1.0, norm_type=1.0)
print(table, table.weight._version)
table(torch.tensor([[1, 2], [1, 4]])).sum().backward()
print(table.weight, table.weight._version, table.weight.grad)
given = nn.Embedding.from_pretrained(torch.arange(6.0).view(3, 2), freeze=False, padding_idx=1)
print(given, given.weight, nn.Embedding.from_pretrained(torch.ones(2, 2)).weight.requires_grad)
try:
    nn.Embedding.from_pretrained(torch.ones(3))
except AssertionError as error:
    print(error)
print(F.embedding(torch.tensor([0]), torch.tensor([[3.0, 4.0]]), max_norm=1.0))
layer = nn.RReLU()
print(layer(torch.randn(2, 4)), torch.rand(1), layer.eval()(torch.tensor([-1.0])))
