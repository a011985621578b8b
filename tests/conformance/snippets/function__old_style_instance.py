# An old-style Function with instance methods is refused
# tier: 3
import torch
from torch.autograd import Function
class Old(Function):
    def forward(self, x): return x * 2
    def backward(self, g): return g
print(Old()(torch.ones(2)))
