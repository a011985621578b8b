# backward of a gradient edge
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
e = torch.autograd.graph.get_gradient_edge((x * 3).sum())
torch.autograd.backward(e)
print(x.grad)
