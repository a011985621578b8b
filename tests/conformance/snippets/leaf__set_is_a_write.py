# set_ of a leaf
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
for text in [
    'x.set_(torch.ones(2))',
    'x',
]:
    try:
        print(text, '->', eval(text))
    except Exception as error:
        print(text, '->', type(error).__name__, error)
