# finfo of an integer dtype, iinfo of a float
# tier: 2
import torch
for text in [
    'torch.finfo(torch.int32)',
    'torch.iinfo(torch.float32)',
    'torch.finfo(3)',
    'torch.finfo()',
]:
    try:
        print(text, '->', eval(text))
    except Exception as error:
        print(text, '->', type(error).__name__, error)
