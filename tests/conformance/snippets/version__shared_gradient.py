# A gradient that goes to two leaves is copied for the first: that counts
# tier: 3
import torch
def versions(*leaves):
    print([leaf.grad._version for leaf in leaves])
def two():
    return [torch.ones(2, requires_grad=True) for _ in range(2)]
a, b = two(); ((a + b) * 2).sum().backward(); versions(a, b)
a, b = two(); (a + b).sum().backward(); versions(a, b)
a, b = two(); (a - b).exp().sum().backward(); versions(a, b)
a, b = two(); (a + b).backward(torch.ones(2)); versions(a, b)
a, b = two(); (a * 2 + b).backward(torch.ones(2)); versions(a, b)
a, b = (torch.tensor(1.0, requires_grad=True) for _ in range(2))
(a + b).backward(); versions(a, b)
a.grad = b.grad = None
(a + b).exp().backward(); versions(a, b)
a.grad = None
a.clone().backward(); versions(a)
