# Hooks on a leaf and inside, removed and refused
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
log = []
h = x.register_hook(lambda g: log.append(("x", g.tolist())))
y = x * 2
h2 = y.register_hook(lambda g: g * 10)
y.retain_grad()
z = y.sum()
z.backward()
print(x.grad, y.grad, log, h)
h.remove(); h2.remove(); h.remove()
(x * 2).sum().backward(); print(x.grad, log)
try: torch.ones(2).register_hook(print)
except Exception as e: print(type(e).__name__, e)
try: y.register_hook(3); 
except Exception as e: print(type(e).__name__, e)
with y.register_hook(lambda g: None) as hh: print(type(hh).__name__)
