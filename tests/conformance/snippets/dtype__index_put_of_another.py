# One number of another dtype may be written by a mask alone
# tier: 3
import torch
y = torch.zeros(2)
def put(key, value):
    y[key] = value
    return y
for text, call in [
    ('put([0], torch.tensor(1.).double())', lambda: put([0], torch.tensor(1.).double())),
    ('put(torch.tensor([0]), torch.tensor(3))', lambda: put(torch.tensor([0]), torch.tensor(3))),
    ('put(y == 0, torch.tensor(2.).double())', lambda: put(y == 0, torch.tensor(2.).double())),
    ('put([True, False], torch.tensor(3))', lambda: put([True, False], torch.tensor(3))),
    ('put(0, torch.tensor(4).long())', lambda: put(0, torch.tensor(4).long())),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
