# vmap over no examples with several out_dims, and of named tuples; out= as a list
# tier: 3
from collections import namedtuple

import torch

none, Pair = torch.ones(0, 3), namedtuple("Pair", "a b")
for dims in (0, 1, (1, 0), (0, 1)):
    made = torch.func.vmap(lambda x: (x, x * 2), out_dims=dims)(none)
    print([tuple(each.shape) for each in made])
for given in (none, torch.ones(2, 3)):
    made = torch.func.vmap(lambda pair: pair.a + pair.b)(Pair(given, given))
    print(tuple(made.shape), made.sum())
x = torch.tensor([[1.0, 5.0], [7.0, 2.0]])
kinds = set()
for kind in (list, tuple):
    into = kind((torch.zeros(2), torch.zeros(2, dtype=torch.int64)))
    kinds.add(type(torch.max(x, 0, out=into)).__name__)
    print(into, kinds)
whole = torch.ones(4)
for parts in ([whole[:2], whole[2:]], (whole[:2], whole[2:])):
    try:
        print(torch.cat(parts, out=whole))
    except RuntimeError as error:
        print(error)
