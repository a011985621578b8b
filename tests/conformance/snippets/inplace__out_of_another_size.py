# out= of another size or dtype
# tier: 3
import torch
for text, call in [
    ('torch.exp(torch.zeros(2), out=torch.zeros(3))', lambda: torch.exp(torch.zeros(2), out=torch.zeros(3))),
    ('torch.exp(torch.zeros(2), out=torch.zeros(0))', lambda: torch.exp(torch.zeros(2), out=torch.zeros(0))),
    ('torch.exp(torch.zeros(2), out=torch.zeros(2, dtype=torch.int64))', lambda: torch.exp(torch.zeros(2), out=torch.zeros(2, dtype=torch.int64))),
    ('torch.ones(3, out=torch.zeros(2))', lambda: torch.ones(3, out=torch.zeros(2))),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
