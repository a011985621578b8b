# exp, log and the like are right to the last bit
# tier: 3
import torch
x = torch.tensor([0.3, 1.0, 2.5, 6.0])
for f in (torch.exp, torch.log, torch.tanh, torch.sin, torch.log1p, torch.expm1):
    print(f.__name__, f(x).tolist())
print(torch.nn.functional.cross_entropy(torch.tensor([[1.0, 2.0, 3.0]]), torch.tensor([0])).item())
print(torch.tensor([[1.0, 2.0, 3.0]]).softmax(1).tolist())
