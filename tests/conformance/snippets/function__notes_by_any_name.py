# What a context is given keeps its name, whatever the name is
# tier: 2
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)


class Noting(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, names):
        ctx.names = names
        for name in names:
            setattr(ctx, name, name.upper())
        ctx.save_for_backward(a)
        return a * 2

    @staticmethod
    def backward(ctx, g):
        print([getattr(ctx, name) for name in ctx.names], ctx.saved_tensors)
        return g * 2, None


for names in (
    ["saved", "extra", "meta"], ["edges", "reads", "op"], ["name", "step", "run"],
    ["function", "held", "free"], ["places", "shown", "keeps"], ["shape", "dim", "k"],
):  # fmt: skip
    x.grad = None
    y = Noting.apply(x, names)
    print(y, getattr(y.grad_fn, names[0]), y.grad_fn.next_functions[0][1])
    y.sum().backward()
    print(x.grad)

y = Noting.apply(x, [])
for name in ("saved_tensors", "metadata", "next_functions", "requires_grad"):
    try:
        setattr(y.grad_fn, name, 1)
    except AttributeError as error:
        print(error)
raw = y.grad_fn._raw_saved_tensors
print(type(raw).__name__, len(raw), type(raw[0]).__name__)
y.sum().backward()
try:
    y.grad_fn._raw_saved_tensors
except RuntimeError as error:
    print(error)


class Both(Noting):
    @staticmethod
    def vjp(ctx, g):
        return g, None


try:
    Both.apply(x, []).sum().backward()
except RuntimeError as error:
    print(error)
