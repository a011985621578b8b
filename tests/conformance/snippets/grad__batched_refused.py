# Batched gradients without, or of another shape
# tier: 3
import torch
x = torch.ones(2, requires_grad=True)
for text, call in [
    ('torch.autograd.grad(x * 2, x, torch.eye(2), is_grads_batched=True)', lambda: torch.autograd.grad(x * 2, x, torch.eye(2), is_grads_batched=True)),
    ('torch.autograd.grad(x * 2, x, torch.ones(3, 3), is_grads_batched=True)', lambda: torch.autograd.grad(x * 2, x, torch.ones(3, 3), is_grads_batched=True)),
    ('torch.autograd.grad((x * 2).sum(), x, is_grads_batched=True)', lambda: torch.autograd.grad((x * 2).sum(), x, is_grads_batched=True)),
    ('(x * 2).grad_fn()', lambda: (x * 2).grad_fn()),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
