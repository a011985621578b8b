# a view that must not be used any more is refused before its shape is; what else is refused first
# tier: 3
import torch
import torch.nn.functional as F


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", str(error)[:160])


x = torch.ones(2, 3, requires_grad=True) * 1
with torch.no_grad():
    a = x[0]
x.mul_(2)
b = torch.ones(3, 2, requires_grad=True).mul(1).unbind()
b[0]._base.mul_(1)
show(
    lambda: a @ torch.ones(7),
    lambda: a + torch.ones(7),
    lambda: a.gather(1, torch.tensor([0])),
    lambda: b[1].log_softmax(7),
    lambda: b[1].view(7),
)
e = torch.ones(2, 1).expand(2, 3)
nan, inf, s = torch.tensor(float("nan")), torch.tensor(float("inf")), torch.ones(2)
with torch.inference_mode():
    t = torch.ones(1, requires_grad=True)
show(
    lambda: e.fill_(e),
    lambda: e.tril_(),
    lambda: t.neg_(),
    lambda: t,
    lambda: nan.softmax(0),
    lambda: inf.log_softmax(0),
    lambda: s.lerp(s, torch.tensor(1)),
    lambda: s.lerp(s, torch.tensor([0.5]).double()),
    lambda: torch.ones(0).aminmax(),
    lambda: torch.ones(0, 1).aminmax(dim=0),
    lambda: torch.rsub(s, 1, 1j),
    lambda: torch.tensor(1.0).index_put((torch.tensor(True),), torch.tensor(1.0)),
    lambda: s.add(s, alpha=1, wrong=2),
    lambda: torch.as_tensor(1, ()),
    lambda: F.huber_loss(s.clone().requires_grad_(), s.double()).backward(),
    lambda: torch.ones(2, 1, requires_grad=True).cumprod(1).grad_fn.name(),
)
y = torch.ones(2, 1, requires_grad=True)
print(torch.autograd.grad(y.cumprod(1).sum(), y, create_graph=True)[0].requires_grad)
with torch.no_grad():
    show(lambda: torch.mul(y, 2, out=y), lambda: torch.mul(y, torch.ones(3), out=y))
