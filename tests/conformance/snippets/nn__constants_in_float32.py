# hardsigmoid's sixth and celu's 1 / alpha are rounded to float32 in the gradient; softshrink keeps a zero's sign
# tier: 3
import torch
import torch.nn.functional as F

for dtype in (torch.float32, torch.float64):
    x = torch.tensor([-4.0, -3.0, -1.0, 0.0, 2.5, 3.0, float("nan")], dtype=dtype, requires_grad=True)
    F.hardsigmoid(x).sum().backward()
    print(x.grad.tolist())
    for alpha in (1.0, 0.3, 0.7):
        x = torch.tensor([0.0, 2.0], dtype=dtype, requires_grad=True)
        F.celu(x, alpha).sum().backward()
        print(alpha, x.grad.tolist())
        y = x * 1
        F.celu(y, alpha, inplace=True).sum().backward()
        print(x.grad.tolist())
        x = torch.tensor([-0.5, -2.0], dtype=dtype, requires_grad=True)
        F.celu(x, alpha).sum().backward()
        print(x.grad)
inf, nan = float("inf"), float("nan")
x = torch.tensor([inf, -inf, nan, -0.2, 0.2, -0.0, 0.0, 0.5, -0.5, 1.0, -1.0], requires_grad=True)
for lambd in (0.5, 0.0, 2.0):
    y = F.softshrink(x, lambd)
    print(y, y.grad_fn)
    print(torch.autograd.grad(y.sum(), x))
for x in (x, x.double(), x.half(), torch.tensor([1, 2])):
    for lambd in (-1.0, inf, nan, 0.25):
        for shrink in (F.softshrink, F.hardshrink):
            try:
                print(shrink(x[-2:], lambd))
            except Exception as e:
                print(type(e).__name__, e)
