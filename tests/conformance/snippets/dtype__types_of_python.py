# int, float and bool stand for dtypes wherever one is asked for
# tier: 2
import torch
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
x = torch.tensor([1.7, -2.0])
print(x.to(int), x.to(float), x.to(bool), x.to(dtype=int), x.to("cpu", int))
print(x.sum(dtype=int), x.sum(0, dtype=float), x.mean(dtype=float), x.prod(dtype=int))
print(x.cumsum(0, dtype=float), torch.softmax(x, 0, dtype=float), x.log_softmax(0, dtype=float).dtype)
print(x.new_zeros(2, dtype=bool), x.new_ones(2, dtype=int), x.new_tensor([1], dtype=float))
print(torch.zeros(2).view(int), torch.zeros(1, dtype=complex).dtype, torch.nn.Linear(1, 1).to(float).weight.dtype)
attempt("type", lambda: x.type(int))
attempt("str", lambda: x.to(str))
attempt("module", lambda: torch.nn.Linear(1, 1).to(int))
attempt("recorded", lambda: x.clone().requires_grad_().sum(dtype=int))
