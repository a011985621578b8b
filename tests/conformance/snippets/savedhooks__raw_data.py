# What a SavedTensor shows before and after hooks were registered on it
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
raw = x.pow(2).grad_fn._raw_saved_self
print(raw.data)
raw.register_hooks(lambda t: t.tolist(), lambda v: torch.tensor(v) * 10)
print(raw.data)
