# A single element assigned to a view of itself: expanded from no dimensions it overlaps
# tier: 3
import torch


def attempt(values, write):
    x = torch.tensor(values)
    try:
        write(x)
        print("fine")
    except RuntimeError as error:
        print(type(error).__name__, error)


attempt([1.0], lambda x: x.__setitem__(None, x))
attempt([[1.0]], lambda x: x.__setitem__(0, x))
attempt([[1.0], [2.0]], lambda x: x.__setitem__(slice(1), x[0]))
attempt([[1.0], [2.0]], lambda x: x.__setitem__(0, x[0:1]))
attempt([1.0], lambda x: x.__setitem__(slice(None), x))
attempt([1.0], lambda x: x.__setitem__(None, x[0]))
attempt([1.0, 2.0], lambda x: x.__setitem__(None, x))
attempt([[1.0]], lambda x: x.__setitem__(None, x.clone()))
