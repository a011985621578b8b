# Arguments that fit no signature are refused whatever the function could make of them
# tier: 3
import torch

x = torch.ones(2, 3, requires_grad=True)
v = torch.tensor([2.0, 1.0])
CALLS = """
x.sum(1, 1)
x.sum(dim=1, keepdim=1)
x.mean(wrong=1)
x.std(wrong=1)
x.max(True)
x.to(wrong=1)
x.to(...)
x.exp(1)
x.t(None)
x.t(wrong=1)
x.is_inference(wrong=1)
x.detach(wrong=1)
x.view()
x.tile()
v.sort(0, stable=True)
v.sort(dim=0, stable=True).indices
v.sort(dim=0, descending=True).indices
v.nonzero(1)
torch.hypot(x, 1)
torch.zeros(torch.tensor(2))
v.add_()
v.add_(v, ())
v.mul_()
v.mul_(v, [1])
v.add_(None)
v.add_([1])
v.copy_()
v.sqrt_([0])
v.log1p_(1)
v.masked_fill_(v > 1, torch.Size())
torch.linalg.eigvalsh(torch.ones(2, 3))
v.long().softmax(0)
torch.ones(2, 2).long().softmax(0)
v.put(torch.tensor([0]), v)
torch.tensor(1.0).size(0)
x.sum(dtype=torch.int64)
x.prod(dtype=torch.int32)
v.mean(dtype=torch.int64)
v.sum(dtype=torch.int64)
""".strip()
for call in CALLS.split("\n"):
    try:
        print(call, "->", eval(call))
    except Exception as error:
        print(call, "->", type(error).__name__, error)
print(v._version)
