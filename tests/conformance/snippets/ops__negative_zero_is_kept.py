# Of two equal numbers relu, clamp, maximum and minimum take the first: -0.0 stays
# tier: 3
import torch
x = torch.tensor([-0.0, 0.0, -1.0], requires_grad=True)
zero = torch.zeros(3)
print(torch.relu(x), x.detach().clone().relu_(), torch.relu(x.double()))
print(x.clamp(min=0), x.clamp(0, 1), x.clamp_min(0), x.clamp(min=zero), (-x).clamp(max=0))
print(torch.maximum(x, zero), torch.maximum(zero, x), torch.max(x, zero))
print(torch.minimum(x, zero), torch.minimum(zero, x))
print(1 / torch.relu(x))
print(torch.relu(-torch.tensor([0.0, 1.0])))
torch.relu(x).sum().backward()
print(x.grad)
