# A node's hooks see no gradient of trailing integer outputs: its node does not know them
# tier: 3
import torch

x = torch.tensor([[1.0, 2.0], [3.0, 1.0]], requires_grad=True)
CALLS = {
    "topk": lambda a: a.topk(1),
    "sort": lambda a: a.sort(),
    "max": lambda a: a.max(0),
    "cummax": lambda a: a.cummax(0),
    "mode": lambda a: a.mode(),
    "median": lambda a: a.median(0),
    "aminmax": lambda a: a.aminmax(dim=0),
    "std_mean": lambda a: torch.std_mean(a),
    "unbind": lambda a: a.unbind(),
    "unique": lambda a: torch.unique(a, return_inverse=True),
}
for name, function in CALLS.items():
    out = function(x)
    node = out[0].grad_fn
    print(name, node.name(), [each.requires_grad for each in out])
    node.register_prehook(lambda got: print("before", len(got), got))
    node.register_hook(lambda to, got: print("after", len(to), len(got)))
    try:
        out[0].sum().backward()
    except Exception as error:
        print(type(error).__name__, error)
s = torch.tensor(2.0, requires_grad=True)
for function in (
    lambda a: a.mode()[0],
    lambda a: a.cummax(0)[0],
    lambda a: a.kthvalue(1)[0],
    lambda a: a.unfold(0, 1, 1),
):
    y = function(s)
    y.sum().backward()
    print(y, s.grad, y.grad_fn.name())
print(x.sum(None).grad_fn, x.mean(dim=None).grad_fn, x.sum().grad_fn, x.sum(()).grad_fn)
(g,) = torch.autograd.grad(x.mean(()) ** 2, x, create_graph=True)
print(g.grad_fn.next_functions[0][0])
