# register_backward_hook warns
# tier: 3
import torch
import torch.nn as nn
m = nn.Linear(2, 1)
m.register_backward_hook(lambda *a: print("old"))
m(torch.ones(1, 2)).sum().backward()
