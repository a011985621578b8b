# _saved_result after a write
# tier: 2
import torch

x = torch.ones(2, requires_grad=True)
y = x.exp()
y.add_(1)
y.grad_fn.next_functions[0][0]._saved_result
