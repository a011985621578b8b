# tensor hooks, node hooks and hooks after accumulation: who is called when, with what
# tier: 2
import torch


log = []
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
z = y * 3
x.register_hook(lambda g: log.append(("x1", g.tolist())))
x.register_hook(lambda g: g * 10)
x.register_hook(lambda g: log.append(("x3", g.tolist())))
y.register_hook(lambda g: log.append(("y", g.tolist())))
y.retain_grad()
y.register_hook(lambda g: g + 1)
z.grad_fn.register_prehook(lambda gs: log.append(("before z", gs[0].tolist())))
z.grad_fn.register_hook(lambda gi, go: log.append(("after z", [None if g is None else g.tolist() for g in gi], go[0].tolist())))
x.register_post_accumulate_grad_hook(lambda p: log.append(("accumulated", p.grad.tolist())))
z.sum().backward()
for entry in log:
    print(entry)
print(x.grad, y.grad)
for hook in (lambda g: "s", lambda g: g.double(), lambda g: g[:1], lambda g: 3.0, lambda g: 1 / 0):
    w = torch.ones(2, requires_grad=True)
    w.register_hook(hook)
    try:
        (w * 2).sum().backward()
        print(w.grad)
    except Exception as error:
        print(type(error).__name__, error)
w = torch.ones(2, requires_grad=True)
v = w * 2
v.register_hook(lambda g: print("before the write", g))
v.mul_(2)
v.register_hook(lambda g: print("after the write", g))
v.sum().backward()
layer = torch.nn.Linear(2, 2, bias=False)
torch.nn.init.ones_(layer.weight)
layer.register_forward_hook(lambda m, a, o: o * 2)
layer.register_full_backward_pre_hook(lambda m, g: (g[0] * 3,))
layer.register_full_backward_hook(lambda m, gi, go: print(gi, go))
layer(torch.ones(1, 2, requires_grad=True)).sum().backward()
print(layer.weight.grad)
