# sixteen and more normal numbers are made by a kernel of their own, whose last bits count
# tier: 2
import torch
torch.manual_seed(0)
for n in (15, 16, 17, 40):
    print(n, [value.hex() for value in torch.randn(n).tolist()[-3:]])
print([value.hex() for value in torch.empty(20).normal_(0.3, 0.7).tolist()[:3]])
print([value.hex() for value in torch.randn(18, dtype=torch.float64).tolist()[:3]])
print([value.hex() for value in torch.empty(5).uniform_(-0.3, 0.71).tolist()])
print([value.hex() for value in torch.nn.Linear(3, 2).weight.flatten().tolist()])
x = torch.randn(32, 2)
print(((x - 1) ** 2).mean().item())
