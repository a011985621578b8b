# storage(): the numbers as they lie, shared and written; untyped_storage(): the bytes
# tier: 2
import torch
points = torch.tensor([[4.0, 1.0], [5.0, 3.0], [2.0, 1.0]])
storage = points.storage()
print(storage, storage[0], len(storage), storage.size(), storage.dtype)
storage[0] = 2.0
print(points, points._version, list(points.t().storage()), points[1].storage().size())
print(points.storage().data_ptr() == points.t().storage().data_ptr(), storage[-1], points.short().storage())
small = torch.tensor([1.0, 2.0]).untyped_storage()
print(small, len(small), small[3], small.nbytes(), small.device)
try:
    storage[6]
except IndexError as error:
    print(error)
print(type(storage), type(small), torch.is_storage(small), torch.is_storage(storage))
