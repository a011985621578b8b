# Of several numbers the parser looks at the first; another fails while it is read
# tier: 3
import torch
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
x = torch.ones(2, 3)
attempt("ones", lambda: torch.ones(2, "a"))
attempt("zeros", lambda: torch.zeros(2, None))
attempt("rand", lambda: torch.rand(2, 3.0))
attempt("list", lambda: torch.empty(2, [3]))
attempt("first", lambda: torch.ones("a", 2))
attempt("view", lambda: x.view(2, "a"))
attempt("reshape", lambda: x.reshape(2, 3.0))
attempt("permute", lambda: x.permute(1, 0.5))
attempt("repeat", lambda: x.repeat(2, 2.5))
attempt("sum", lambda: x.sum((0, "a")))
attempt("mean", lambda: x.mean([0, 1.5]))
attempt("amax", lambda: x.amax((0, "a")))
attempt("roll", lambda: torch.roll(x, (1, "a"), (0, 1)))
attempt("squeeze", lambda: x.squeeze(0, "a"))
print(x[None, :, None].squeeze(0, 2).shape)
attempt("squeeze twice", lambda: x.squeeze(0, 0))
for name in ("eq", "add", "mul", "sub", "maximum", "atan2", "logical_and", "isclose", "copysign"):
    attempt(name, lambda: getattr(x, name)())
attempt("stride", lambda: x.stride(5))
attempt("arange", lambda: torch.arange(5, dtype=torch.bool))
attempt("optimizer", lambda: torch.optim.SGD(torch.nn.Sequential(torch.nn.ReLU()), lr=0.1))
