# What indexing copies lies in order
# tier: 3
import torch
x = torch.ones(2, 3, 4)
for text, call in [
    ('x[:, [0, 1]].stride(), x[:, :, [0, 1]].stride(), x[[0], :, [0, 1]].stride()', lambda: (x[:, [0, 1]].stride(), x[:, :, [0, 1]].stride(), x[[0], :, [0, 1]].stride())),
    ('x[0][:, torch.tensor([True, False, True, True])].stride()', lambda: x[0][:, torch.tensor([True, False, True, True])].stride()),
    ('x[:, [0, 1]].view(-1).shape', lambda: x[:, [0, 1]].view(-1).shape),
    ('x[0].t()[[0, 1]].stride()', lambda: x[0].t()[[0, 1]].stride()),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
