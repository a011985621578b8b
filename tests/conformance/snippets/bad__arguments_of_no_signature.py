# Arguments that fit no signature are refused whatever the function could make of them
# tier: 3
import torch

x = torch.ones(2, 3, requires_grad=True)
v = torch.tensor([2.0, 1.0])
CALLS = [
    lambda: x.sum(1, 1),
    lambda: x.sum(dim=1, keepdim=1),
    lambda: x.mean(wrong=1),
    lambda: x.std(wrong=1),
    lambda: x.max(True),
    lambda: x.to(wrong=1),
    lambda: x.to(...),
    lambda: x.exp(1),
    lambda: x.t(None),
    lambda: x.t(wrong=1),
    lambda: x.is_inference(wrong=1),
    lambda: x.detach(wrong=1),
    lambda: x.view(),
    lambda: x.tile(),
    lambda: v.sort(0, stable=True),
    lambda: v.sort(dim=0, stable=True).indices,
    lambda: v.sort(dim=0, descending=True).indices,
    lambda: v.nonzero(1),
    lambda: torch.hypot(x, 1),
    lambda: torch.zeros(torch.tensor(2)),
    lambda: v.add_(),
    lambda: v.add_(v, ()),
    lambda: v.mul_(),
    lambda: v.mul_(v, [1]),
    lambda: v.add_(None),
    lambda: v.add_([1]),
    lambda: v.copy_(),
    lambda: v.sqrt_([0]),
    lambda: v.log1p_(1),
    lambda: v.masked_fill_(v > 1, torch.Size()),
    lambda: torch.linalg.eigvalsh(torch.ones(2, 3)),
    lambda: v.long().softmax(0),
    lambda: torch.ones(2, 2).long().softmax(0),
    lambda: v.put(torch.tensor([0]), v),
    lambda: torch.tensor(1.0).size(0),
    lambda: x.sum(dtype=torch.int64),
    lambda: x.prod(dtype=torch.int32),
    lambda: v.mean(dtype=torch.int64),
    lambda: v.sum(dtype=torch.int64),
]
for number, call in enumerate(CALLS):
    try:
        print(number, "->", call())
    except Exception as error:
        print(number, "->", type(error).__name__, error)
print(v._version)
