# isclose and allclose want one dtype and tolerances that are not negative
# tier: 2
import torch
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
whole, single = torch.tensor([1, 2]), torch.tensor([1.0, 2.0])
for name in ("allclose", "isclose"):
    close = getattr(torch, name)
    attempt("long", lambda: close(whole, single))
    attempt("double", lambda: close(single, single.double()))
    attempt("same", lambda: close(whole, whole))
    attempt("rtol", lambda: close(single, single, rtol=-1))
    attempt("atol", lambda: close(single, single, atol=-0.5))
