# new_tensor of a tensor advises against it in its own name
# tier: 3
import torch
x = torch.ones(2, requires_grad=True)
print(x.new_tensor(x), x.new_tensor(torch.ones(1), dtype=torch.int32))
print(torch.tensor(x))
