# In anomaly mode a hook that fails is reported at its node
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 2
y.register_hook(lambda g: 1 / 0)
with torch.autograd.set_detect_anomaly(True):
    y.sum().backward()
