# A number before % has no derivative behind it
# tier: 3
import torch
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
x = torch.tensor([1.5, 2.0], requires_grad=True)
print(5 % x, torch.remainder(5, x), 5 % torch.tensor([3, 4]), 5.5 % torch.tensor([3, 4]), 7 % torch.tensor(4.0))
attempt("backward", lambda: (5 % x).sum().backward())
attempt("truth", lambda: 5 % torch.tensor([True]))
print(torch.float_power(2, x), torch.pow(2, x), torch.float_power(torch.tensor([3]), 2))
attempt("two numbers", lambda: torch.pow(2, 3))
attempt("two floats", lambda: torch.float_power(2.0, 3.0))
