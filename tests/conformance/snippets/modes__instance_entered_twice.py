# A mode's instance remembers one state: entered twice it does not lead back
# tier: 3
import torch
off = torch.no_grad()
with off:
    with off:
        print(torch.is_grad_enabled())
    print(torch.is_grad_enabled())
print(torch.is_grad_enabled())
torch.set_grad_enabled(True)
switched = torch.set_grad_enabled(False)
torch.set_grad_enabled(True)
with switched:
    print(torch.is_grad_enabled())
print(torch.is_grad_enabled())
