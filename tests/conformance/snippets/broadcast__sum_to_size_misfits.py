# sum_to_size goes only to shapes that broadcast back
# tier: 2
import torch
x = torch.ones(2, 3)
for size in ((2, 1), (3,), (1,), (), (2, 4), (4,), (1, 2, 3)):
    try:
        print(x.sum_to_size(size))
    except RuntimeError as error:
        print(error)
