# a checkpointed piece with dropout: run again, it drops the same elements
# tier: 2
import torch
from torch.utils.checkpoint import checkpoint


def block(a):
    print("run")
    return dropout(torch.relu(layer(a)))


for reentrant in (False, True):
    torch.manual_seed(0)
    x = torch.randn(2, 3, requires_grad=True)
    layer, dropout = torch.nn.Linear(3, 3), torch.nn.Dropout(0.5)
    plain = block(x)
    plain.sum().backward()
    print(plain, x.grad)
    x.grad = None
    y = checkpoint(block, x, use_reentrant=reentrant)
    drawn = torch.rand(1)
    y.sum().backward()
    print(y.detach(), x.grad, drawn, torch.rand(1))
