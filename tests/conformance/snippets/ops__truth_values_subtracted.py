# a truth value is not subtracted, from whichever side
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
def in_place(y):
    y -= True
for call in (lambda: x - True, lambda: True - x, lambda: in_place(x * 1), lambda: torch.rsub(x, True),
             lambda: torch.tensor([True]) - True, lambda: True - torch.tensor([1])):
    try:
        print(call())
    except RuntimeError as error:
        print(error)
print(True + x, (2 // x).grad_fn.next_functions, (x // 2).grad_fn.next_functions[0][0].name())
