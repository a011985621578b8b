# What may be written into expanded memory
# tier: 3
import torch
b = torch.zeros(1, 2).expand(3, 2)
for name, f in (("zero_", lambda: b.zero_()), ("fill_", lambda: b.fill_(1.0)), ("item", lambda: b.__setitem__(0, 2.0)),
                ("exp_", lambda: b.exp_()), ("clamp_", lambda: b.clamp_(0, 1)), ("copy_", lambda: b.copy_(torch.ones(2)))):
    try:
        f()
        print(name, b)
    except RuntimeError as e:
        print(name, str(e)[:60])
