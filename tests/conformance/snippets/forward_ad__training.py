# Directional derivative of a loss, and finite differences
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
torch.manual_seed(0)
X = torch.randn(8, 3)
y = X @ torch.tensor([1.0, -2.0, 0.5])
w = torch.zeros(3)
for step in range(3):
    v = torch.randn(3)
    with fwAD.dual_level():
        loss = ((X @ fwAD.make_dual(w, v) - y) ** 2).mean()
        value, slope = fwAD.unpack_dual(loss)
    w = w - 0.05 * slope * v
    print(f"{value:.4f} {slope:.4f}", w)
