# copies made in one go, by copy.deepcopy or in a file, share memory where the tensors did
# tier: 2
import copy
import io

import torch
from torch import nn


def reloaded(obj):
    file = io.BytesIO()
    torch.save(obj, file)
    file.seek(0)
    return torch.load(file)


base = torch.arange(6.0)
for again in (copy.deepcopy, reloaded):
    whole, part, turned = again([base, base[1:4], base.view(2, 3).t()])
    part[0] = 100
    print(whole, part, turned, base)
    print(part._base, part.storage_offset(), turned.stride(), whole._version, part._version)
    x = torch.ones(3, requires_grad=True)
    found = again({"x": x, "detached": x.detach(), "same": x, "apart": x.detach().clone()})
    found["detached"][0] = 5
    print(found, found["x"] is found["same"])
    alone = again(torch.arange(100.0)[2:4])
    print(alone, alone.storage_offset(), alone.untyped_storage().nbytes())
    number = torch.tensor(3.0)
    number, same, data = again([number, number.view(1), number.data])
    number.add_(1)
    print(number, same, data, number._version, data._version)
    wide = again(torch.ones(1).expand(3))
    print(wide, wide.stride())
    whole, bits = again([torch.arange(3), torch.arange(3)])
    bits[0] = 7
    print(whole, bits)
    whole = torch.arange(4, dtype=torch.int32)
    try:
        whole, bits = again([whole, whole.view(torch.uint8)])
        bits[0] = 7
        print(whole, bits.dtype)
    except RuntimeError as error:
        print(error)
    named = torch.ones(2)
    named.note = [1]
    print(again(named).note, again(named).note is named.note)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(3, 2)
        self.out = nn.Linear(2, 3, bias=False)
        self.out.weight = self.embedding.weight


tied = Tied()
twin = copy.deepcopy(tied)
print(twin.out.weight is twin.embedding.weight, len(list(twin.parameters())))
for state in (copy.deepcopy(tied.state_dict()), reloaded(tied.state_dict())):
    state["out.weight"].zero_()
    print(state["embedding.weight"].sum(), tied.out.weight.sum() == 0)
twin.load_state_dict(state)
print(twin.out.weight.sum(), twin.out.weight is twin.embedding.weight)

p = nn.Parameter(torch.ones(2))
copied = copy.deepcopy([p, p.data, p.detach()])  # a parameter's copy is a clone
copied[1][0] = 7
print(copied, [t._version for t in copied])
kept = reloaded([p, p.data])
kept[1][0] = 7
print(kept, [t._version for t in kept])
x = torch.ones(2, requires_grad=True)
x.sum().backward()
copied, gradient, part = copy.deepcopy([x, x.grad, x.grad[:1]])
part[0] = 9
print(copied.grad is gradient, gradient, copied.grad._version)
(x * x).sum().backward(create_graph=True)
try:
    copy.deepcopy(x)  # its gradient has a history
except RuntimeError as error:
    print(error)
with torch.inference_mode():
    print(copy.deepcopy(torch.ones(2)).is_inference())
weights = torch.tensor([1 + 2j, 3.0])
print(reloaded(weights), reloaded(x * 2), reloaded(torch.ones(0, 3)))
optimizer = torch.optim.Adam([p])
p.sum().backward()
optimizer.step()
optimizer.load_state_dict(reloaded(optimizer.state_dict()))
optimizer.step()
print(optimizer.state_dict()["state"][0]["step"])
