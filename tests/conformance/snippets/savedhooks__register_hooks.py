# Hooks on one saved tensor only
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * x
y.grad_fn._raw_saved_self.register_hooks(lambda t: t * 2, lambda t: t)
print(y.grad_fn._saved_self, y.grad_fn._saved_other)
y.sum().backward()
print(x.grad)
