# A node's hook sees None where nothing is needed; a leaf's hooks pass on what they return
# tier: 3
import torch

x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
y = x * w
y.grad_fn.register_hook(lambda to, got: print(to, got))
torch.autograd.grad(y.sum(), x, retain_graph=True)
y.sum().backward(inputs=[w], retain_graph=True)
y.sum().backward(inputs=[y], retain_graph=True)
y.sum().backward()
print(w.grad, y.grad)
z = torch.stack([x, w])
z.grad_fn.register_hook(lambda to, got: print(to))
z.sum().backward(inputs=[w])
y = x.mean()
y.grad_fn.register_hook(lambda to, got: to[0])
y.backward(inputs=y)
print(y.grad)

for returned in (lambda leaf: leaf.data, lambda leaf: 1, lambda leaf: leaf):
    leaf = torch.ones(2, requires_grad=True)
    leaf.register_post_accumulate_grad_hook(returned)
    leaf.register_post_accumulate_grad_hook(lambda given: print("then", given.grad))
    try:
        leaf.sum().backward()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
