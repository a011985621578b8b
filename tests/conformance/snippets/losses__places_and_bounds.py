# Classes of places one by one, targets and weights that binary cross entropy refuses, halves
# tier: 2
import torch
import torch.nn.functional as F
x = torch.ones(2, 3, 4, requires_grad=True)
t = torch.zeros(2, 4).long()
y = F.nll_loss(x, t, reduction="none")
print(y, y.grad_fn.next_functions[0][0].name(), F.cross_entropy(x, t).grad_fn._saved_self.shape)
y.sum().backward()
print(x.grad)
p, z = torch.tensor([0.5, 0.5]), torch.ones(2, 2)
for f in (lambda: F.binary_cross_entropy(p, p * 4), lambda: F.binary_cross_entropy(p * 4, p), lambda: F.binary_cross_entropy(p, p - 1), lambda: F.binary_cross_entropy(p * float("nan"), p), lambda: F.binary_cross_entropy(p, p, weight=z), lambda: F.binary_cross_entropy(z, z, weight=torch.ones(3)),
          lambda: F.binary_cross_entropy_with_logits(z, z, pos_weight=torch.ones(3)), lambda: F.binary_cross_entropy_with_logits(p, p, weight=z)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
h = torch.tensor([1.0, 3.0, 2.5]).half()
print(h.softmax(0), h.log_softmax(0))
