# as_strided looks at no memory that is not there
# tier: 3
import torch
x = torch.tensor([1.0, 2.0, 3.0])
for arguments in [((2, 2), (1, 1), 1), ((2, 2), (2, 1)), ((2,), (1, 1)), ((1,), (1,), -1), ((2,), (-1,)), ((1,), (1,), 5)]:
    try:
        print(x.as_strided(*arguments))
    except RuntimeError as error:
        print(error)
