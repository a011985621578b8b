# What a module's backward hook gives in a wrong size is refused as of a hook named "hook"
# tier: 2
import torch
from torch import nn

GIVEN = [(torch.ones(3),), torch.ones(1, 3), ("a",), (None,), (torch.ones(1, 2).double(),), (torch.ones(1, 2), None)]
for given in GIVEN:
    for register in ("register_full_backward_hook", "register_full_backward_pre_hook"):
        net = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
        getattr(net[1], register)(lambda module, *grads: given)
        try:
            net(torch.ones(1, 2)).sum().backward()
            print("did", [p.grad is not None for p in net.parameters()])
        except Exception as e:
            print(register, type(e).__name__, e)
