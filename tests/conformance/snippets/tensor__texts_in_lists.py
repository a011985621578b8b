# texts among the numbers: which of PyTorch's refusals comes depends on where they stand
# tier: 3
import torch
for data in ([1, "a"], ["a", 1], [["a"]], [[1, 2], [3, "a"]], [[1], "ab"], [1.0, [2]], [1, [2]], [1, b"a"], "a"):
    try:
        print(torch.tensor(data))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
