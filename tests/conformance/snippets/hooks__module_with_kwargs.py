# Module hooks with_kwargs and prepend
# tier: 3
import torch
import torch.nn as nn
m = nn.Linear(2, 1)
for p in m.parameters(): nn.init.ones_(p)
m.register_forward_pre_hook(lambda mod, inp: (inp[0] * 2,))
m.register_forward_hook(lambda mod, inp, out: out * 10)
m.register_forward_hook(lambda mod, args, kwargs, out: print(args, kwargs, out), with_kwargs=True)
m.register_forward_pre_hook(lambda mod, args, kwargs: print("kw", args, kwargs), with_kwargs=True, prepend=True)
print(m(torch.ones(1, 2)))
print(m(input=torch.ones(1, 2)))
