# view(dtype): the same memory as other numbers, shared, counted, and without a history
# tier: 3
import torch
x = torch.tensor([1.0, -2.0])
bits = x.view(torch.int32)
print(bits, x.view(torch.int16), x.view(dtype=torch.uint8), x.view(torch.float64))
bits[0] = 0
print(x, x._version, bits._version, bits._base is x, bits.data_ptr() == x.data_ptr())
print(torch.ones(2, 4).view(torch.int64).shape, torch.tensor([True, False]).view(torch.uint8))
w = torch.ones(2, requires_grad=True)
print(w.view(torch.int32), w.view(torch.float32).requires_grad)
for data, dtype in ((torch.ones(3), torch.float64), (torch.ones(4, 2).T, torch.int16), (torch.tensor(1.0), torch.int16)):
    try:
        data.view(dtype)
    except RuntimeError as error:
        print(error)
