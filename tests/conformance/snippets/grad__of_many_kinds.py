# autograd.grad with every kind of argument, and what it refuses
# tier: 2
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
w = torch.tensor(2.0, requires_grad=True)
u = torch.tensor(1.0, requires_grad=True)
grad = torch.autograd.grad
show(
    lambda: grad((x * w).sum(), [x, w]),
    lambda: grad((x * w).sum(), (x, u)),
    lambda: grad((x * w).sum(), (x, u), allow_unused=True),
    lambda: grad((x * w).sum(), (x, u), materialize_grads=True),
    lambda: grad((x * w).sum(), (x, u), materialize_grads=True, allow_unused=False),
    lambda: grad((x * w), x),
    lambda: grad((x * w), x, torch.ones(2)),
    lambda: grad((x * w), x, torch.eye(3), is_grads_batched=True),
    lambda: grad([(x * w), (x + w)], [x, w], [torch.ones(3), torch.ones(3)]),
    lambda: grad((x * w).sum(), []),
    lambda: grad([], [x]),
    lambda: grad(3.0, x),
    lambda: grad((x * w).sum(), 3.0),
    lambda: grad(x, x, torch.ones(3)),
    lambda: grad(x.detach().sum(), x),
    lambda: grad((x**2).sum(), x, grad_outputs=torch.tensor([3.0])),
    lambda: grad((x**2).sum(), x, grad_outputs=3.0),
    lambda: grad((x**2).sum(), x, grad_outputs=torch.tensor(3)),
    lambda: grad((x * w).sum(), x.view(3)),
    lambda: torch.autograd.backward((x * w).sum(), inputs=[]),
    lambda: torch.autograd.backward([(x * w)], [torch.ones(3), torch.ones(3)]),
    lambda: (x * w).sum().backward(torch.ones(1)),
    lambda: (x * w).sum().backward(1.0),
    lambda: (x * w).sum().backward(retain=True),
)
