# Questions that are functions of torch as well as methods; torch.GradScaler
# tier: 3
import torch
x = torch.ones(2)
for f in (torch.is_signed, torch.is_conj, torch.is_neg, torch.get_device, torch.conj_physical, torch.resolve_neg): print(f(x))
print(torch.is_signed(torch.ones(1, dtype=torch.uint8)), torch.resize_as_(torch.zeros(2), torch.ones(1, 2)).shape, torch.GradScaler is torch.amp.GradScaler)
y = torch.tensor([1.], requires_grad=True)
print(torch.conj_physical(y), torch.resolve_neg(y) is y, y.is_shared(), y.is_pinned())
for f in (lambda: torch.is_signed(3), lambda: torch.get_device()):
    try: print(f())
    except TypeError as e: print(str(e).split("\n")[0])
