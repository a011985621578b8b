# True and False where a number stands: in clamp, where; what may be written into integers
# tier: 3
import torch
x = torch.tensor([0.5, 1.5], requires_grad=True)
print(x.clamp(True), x.clamp(max=True), torch.where(x > 1, True, x), torch.where(x > 1, x, False))
whole = torch.tensor([1, 2])
for write in (lambda: whole.clamp_(0.5), lambda: whole.add_(0.5), lambda: whole[0].clamp_(max=0.5)):
    try:
        write()
    except RuntimeError as error:
        print(error)
for call in (torch.addcdiv, torch.addcmul):
    try:
        call(torch.ones(3, 2), torch.tensor(1.0), torch.ones(2, 1))
    except RuntimeError as error:
        print(error)
print(torch.ones(2, 3).T.roll(1, 1).stride(), torch.nn.functional.layer_norm(torch.ones(2, 0), (0,)))
