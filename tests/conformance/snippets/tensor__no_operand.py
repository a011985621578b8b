# Operators with what is no operand
# tier: 2
import torch
x = torch.tensor([1.0, 2.0])
for f in (lambda: x + "a", lambda: None * x, lambda: x ** "a", lambda: x @ 2, lambda: x % "a", lambda: x < "a",
          lambda: x == "a", lambda: x != None, lambda: "a" + x, lambda: x - {}, lambda: -torch.tensor(True), lambda: x & x, lambda: ~x):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
