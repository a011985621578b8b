# LBFGS with a closure
# tier: 3
import torch
import torch.optim as O
w = torch.tensor([1.0, -2.0], requires_grad=True)
o = O.LBFGS([w], lr=0.5, max_iter=5)
def closure():
    o.zero_grad(); l = ((w - 3) ** 4).sum(); l.backward(); return l
print(o.step(closure), w); print(o.step(closure), w)
