# GradScaler takes what it takes, by place or by name; where autocast and GradScaler of torch.cuda.amp live
# tier: 3
import warnings
import torch
warnings.simplefilter("ignore")
print(torch.cuda.amp.autocast().__class__.__module__, torch.cuda.amp.GradScaler.__module__)
print(torch.amp.GradScaler("cpu", 2.0, 2.0, 0.5, 100, False).is_enabled(), torch.cuda.amp.GradScaler(2.0, 2.0, 0.5, 100, False).is_enabled())
for make in (
    lambda: torch.amp.GradScaler(nonsense=1),
    lambda: torch.cuda.amp.GradScaler(nonsense=1),
):
    try:
        make()
    except TypeError as error:
        print(error)
