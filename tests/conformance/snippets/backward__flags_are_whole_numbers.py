# retain_graph, create_graph and allow_unused may be whole numbers, and nothing else
# tier: 3
import torch
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
x = torch.ones(2, requires_grad=True)
other = torch.ones(1, requires_grad=True)
for flag in ("yes", 1, 0, None, 1.0, 2, [], torch.tensor(True), torch.tensor(0.5)):
    y = x.exp().sum()
    attempt(f"retain {flag}", lambda: y.backward(retain_graph=flag))
    attempt("again", y.backward)
    x.grad = None
    attempt(f"create {flag}", lambda: torch.autograd.grad(x.exp().sum(), x, create_graph=flag))
    attempt(f"unused {flag}", lambda: torch.autograd.grad(x.sum(), other, allow_unused=flag))
attempt("asked first", lambda: torch.ones(1).backward(retain_graph="a"))
