# mantissas and exponents, and the next number that there is
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


x = torch.tensor([1.0, -2.5, 0.0, 8.0], requires_grad=True)
print(torch.frexp(x))
x.frexp().mantissa.sum().backward()
print(x.grad)
show(
    lambda: torch.frexp(torch.tensor([1, 2])),
    lambda: torch.frexp(torch.tensor(3.0, dtype=torch.float64)),
    lambda: torch.tensor([float("inf"), float("nan")]).frexp(),
    lambda: torch.nextafter(torch.tensor([1.0, 0.0]), torch.tensor([2.0, -1.0])).tolist(),
    lambda: torch.nextafter(torch.tensor(1.0).double(), torch.tensor(2.0).double()).item(),
    lambda: torch.tensor([1.0, 5.0]).nextafter_(torch.tensor([0.0, 5.0])).tolist(),
    lambda: torch.nextafter(torch.tensor([1]), torch.tensor([2])),
    lambda: torch.nextafter(torch.tensor(1.0), 2.0),
    lambda: torch.nextafter(x, x + 1).grad_fn.name(),
)
