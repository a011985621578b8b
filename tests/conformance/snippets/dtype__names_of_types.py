# the legacy types: type() takes them, isinstance knows their tensors; the limits of float16
# tier: 3
import torch
x = torch.tensor([1.5, 2.5])
print(x.type(torch.LongTensor), x.type(torch.BoolTensor).dtype, x.type("torch.DoubleTensor").dtype)
print(isinstance(x, torch.FloatTensor), isinstance(x, torch.LongTensor), isinstance(1, torch.FloatTensor))
print(torch.finfo(torch.float16), torch.finfo(torch.float64).resolution)
try:
    torch.int32.to_complex()
except RuntimeError as error:
    print(error)
