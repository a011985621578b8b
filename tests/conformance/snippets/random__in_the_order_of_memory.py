# random numbers come in the order of memory; normal ones by blocks only where that is contiguous
# tier: 3
import torch
torch.manual_seed(0)
wide = torch.zeros(2, 3, 4).permute(2, 0, 1)

def shown(tensor):  # the last digits of float64 depend on the C library's log and cos
    return [round(x, 12) for x in tensor.flatten().tolist()]

for dtype in (torch.float32, torch.float64, torch.float16):
    across = torch.zeros(4, 9, dtype=dtype).t()
    print(shown(across.normal_()), across.stride())
    print(shown(torch.zeros(2, 36, dtype=dtype)[:, ::2].normal_(1, 2)))
    print(shown(torch.randn_like(across)), torch.rand_like(across).stride())
    print([shown(torch.randn(n, dtype=dtype))[-16:] for n in (16, 17, 36)])
for name, *given in (("uniform_",), ("bernoulli_", 0.3), ("random_", 5, 50), ("exponential_",), ("geometric_", 0.3), ("log_normal_",)):
    print([round(x, 3) for x in getattr(wide, name)(*given).flatten().tolist()])
print(torch.randint_like(wide, 100), torch.randint_like(wide, 3, 9).stride())
print(torch.nn.functional.dropout(torch.ones(4, 9).t()).tolist(), torch.bernoulli(torch.full((4, 9), 0.5).t()).stride())
