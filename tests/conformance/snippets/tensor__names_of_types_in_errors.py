# Python calls sizes, dtypes and devices by their dotted names
# tier: 2
import torch
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
x = torch.ones(2, 3)
attempt("called", lambda: x.shape(0))
attempt("dtype", lambda: x.dtype())
attempt("device", lambda: x.device())
attempt("attribute", lambda: x.shape.foo)
attempt("of a dtype", lambda: x.dtype.foo)
attempt("plus", lambda: x.shape + 1)
attempt("list", lambda: x.shape + [1])
attempt("to a list", lambda: [1] + x.shape)
attempt("len", lambda: len(x.dtype))
attempt("index", lambda: x.device[0])
attempt("size of dtype", lambda: torch.zeros(x.dtype))
print(x.shape + (1,), (1,) + x.shape, type(x.shape), type(x.dtype).__name__, type(x.device))
