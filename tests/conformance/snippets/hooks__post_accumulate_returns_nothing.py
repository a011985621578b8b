# a hook after accumulation must return None
# tier: 3
import torch
x = torch.tensor(3.0, requires_grad=True)
x.register_post_accumulate_grad_hook(lambda leaf: leaf.grad)
try:
    (x * 2).backward()
except RuntimeError as error:
    print(error)
print(x.grad)
