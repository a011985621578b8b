# what an in-place operation saves is packed too, before it writes; anomaly mode knows where it ran
# tier: 3
import warnings

import torch

x = torch.tensor([1.5], requires_grad=True)
y = x * 1
hooks = (lambda a: print("packed", a) or a), (lambda a: print("unpacked", a.tolist()) or a)
with torch.autograd.graph.saved_tensors_hooks(*hooks):
    y.mul_(torch.tensor([2.0]))
    y.exp_()
    y.mul_(y)
    y[0:1].mul_(y)
    y.sigmoid_()
y.backward()
print(x.grad)
z = x.exp()
with torch.autograd.graph.saved_tensors_hooks(lambda a: a * 2, lambda a: a):
    z.mul_(z)
print(z.grad_fn._saved_self, z.grad_fn._saved_other)
with torch.autograd.set_detect_anomaly(True), warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    w = x * 1
    w.sigmoid_()
    w.data.add_(1)
    w.add_(1)
    try:
        w.backward()
    except RuntimeError as error:
        print(str(error)[:80])
print([str(each.message).splitlines()[0] for each in caught])
