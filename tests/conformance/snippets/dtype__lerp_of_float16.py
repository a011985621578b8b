# lerp of float16 is computed in float32 and rounded once
# tier: 3
import torch
torch.manual_seed(0)
a, b = (torch.randn(40) * 3).half(), (torch.randn(40) * 3).half()
share = torch.rand(40).half()
for weight in (0.1, 0.3, 0.49, 0.5, 0.93, -1.3, 2, share, share[3]):
    print(torch.lerp(a, b, weight).double().tolist())
print(a.clone().lerp_(b, 0.3).double().sum(), torch.lerp(a[0], b[0], 0.7), torch.lerp(a, b[0], share[1]).double().sum())
