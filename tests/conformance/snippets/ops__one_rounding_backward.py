# Gradients of tanh and log_softmax are rounded once where two close numbers are subtracted
# tier: 2
import torch
import torch.nn.functional as F

for dtype in (torch.float32, torch.float64):
    # tanh's gradient of outputs that are given: 1 - y * y to the last digit
    ys = torch.tensor([0.0, 0.1, 0.5, 0.7, 0.9, 0.99, 0.999, 0.99999, 0.9999999, 1.0, -0.3, -0.999999, float("nan")], dtype=dtype)
    grad = torch.ones_like(ys)
    x = torch.zeros(len(ys), dtype=dtype, requires_grad=True)
    y = x.tanh()
    y.data.copy_(ys)
    y.backward(grad)
    print([each.hex() for each in x.grad.tolist()])
    x = torch.zeros(3, 3, dtype=dtype, requires_grad=True)
    y = x.log_softmax(1)
    y.data.fill_(-1)
    y.backward(torch.tensor([[1.125, 1.875, 0.0], [2.0, 0.25, 0.75], [0.0, 0.0, 7.0]], dtype=dtype))
    print([each.hex() for each in x.grad.flatten().tolist()])
# far from zero the loss and its gradient
logits = torch.tensor([[12.0, 0.0, -1.0]], requires_grad=True)
F.cross_entropy(logits, torch.tensor([0])).backward()
print(logits.grad)
big = torch.zeros(2, dtype=torch.float64, requires_grad=True)
y = big.tanh()
y.data.copy_(torch.tensor([1e200, float("inf")], dtype=torch.float64))
y.sum().backward()
print(big.grad)
