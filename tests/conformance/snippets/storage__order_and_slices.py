# storage(): in the order of memory, whatever the strides; slices; equal if of one memory
# tier: 3
import torch
x = torch.arange(6.0).reshape(2, 3).t() * 1
print(x.storage().tolist(), x.stride())
x.storage()[1] = 9.0
x.storage()[2:4] = 7
print(x)
raw = x.untyped_storage()
part = raw[4:8]
part[0:2] = 1
print(part, len(raw[20:]), raw[:8].tolist(), type(part), x[0, 1])
for ask in (
    lambda: x.storage()[1:3],
    lambda: x.storage()["a"],
    lambda: raw[1.5],
    lambda: raw[0:4:2],
    lambda: raw[99],
):
    try:
        ask()
    except (RuntimeError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
print(raw == x[1:].untyped_storage(), raw != x.t().untyped_storage(), raw == (x * 1).untyped_storage())
print(x.storage().untyped() == raw, len({raw, x.untyped_storage()}), raw == 3)
