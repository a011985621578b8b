# what retain_grad keeps under create_graph=True is a copy, with a history of its own
# tier: 3
import torch
x = torch.tensor([[1.5]], requires_grad=True)
y = x.sigmoid()
y.retain_grad()
(y * x).backward(create_graph=True)
print(y.grad, y.grad.grad_fn.next_functions[0][0].name())
