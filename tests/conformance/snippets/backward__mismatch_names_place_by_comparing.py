# the place of a gradient that does not fit is found by comparing it with those before
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
for seeds in ([torch.ones(()), torch.ones(2)], [torch.ones(2), torch.ones(2)], [torch.ones(1), torch.ones(1)]):
    try:
        torch.autograd.backward([x[0], x[0]], seeds)
    except RuntimeError as error:
        print(error)
torch.autograd.backward([x * 2], [torch.ones(2), torch.ones(7)])
print(x.grad)
