# vmap says between which numbers in_dims must be
# tier: 3
import torch
from torch.func import vmap
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
x, row = torch.ones(2, requires_grad=True), torch.ones(2)
attempt("a number", lambda: vmap(torch.sin)(torch.tensor(1.0)))
attempt("too far", lambda: vmap(torch.sin, in_dims=1)(row))
attempt("too far back", lambda: vmap(torch.sin, in_dims=-2)(row))
attempt("nothing mapped", lambda: vmap(torch.sin, in_dims=(None,))(row))
attempt("seed", lambda: torch.autograd.grad(x * 2, x, torch.tensor(1.0), is_grads_batched=True))
