# State of Adam, loaded again, and step hooks
# tier: 3
import torch
import torch.nn as nn
m = nn.Linear(2, 1); nn.init.ones_(m.weight); nn.init.zeros_(m.bias)
o = torch.optim.Adam(m.parameters(), lr=0.1)
m(torch.ones(1, 2)).sum().backward(); o.step()
sd = o.state_dict(); print(sd)
o2 = torch.optim.Adam(m.parameters(), lr=0.5); o2.load_state_dict(sd); print(o2.param_groups[0]["lr"], o2.state[m.weight]["step"])
o.register_step_pre_hook(lambda opt, a, k: print("pre", a, k)); o.register_step_post_hook(lambda opt, a, k: print("post"))
o.step()
print(type(o), type(o).__mro__[1], o.zero_grad(set_to_none=False), m.weight.grad)
