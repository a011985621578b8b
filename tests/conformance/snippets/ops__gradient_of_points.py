# torch.gradient: coordinates, distances, edge order; einsum with lists of subscripts
# tier: 3
import torch


def show(found):
    try:
        print(found())
    except Exception as error:
        print(type(error).__name__, error)

x = torch.arange(6.0, requires_grad=True).reshape(2, 3)
c = (torch.tensor([1.0, 4.0]), torch.tensor([0.0, 1.0, 5.0]))
show(lambda: torch.gradient(x, spacing=c))
show(lambda: torch.gradient(x, spacing=(torch.tensor([0.0, 1.0, 5.0]),), dim=1, edge_order=2))
show(lambda: torch.gradient(x, spacing=[2.0, 3.0]))
show(lambda: torch.gradient(x, spacing=[2.0]))
show(lambda: torch.gradient(x, spacing=[2.0, 3.0], dim=1))
show(lambda: torch.gradient(x, dim=1, edge_order=2))
show(lambda: torch.gradient(x, edge_order=3))
show(lambda: torch.gradient(x, edge_order=2))
show(lambda: torch.gradient(x, spacing=(torch.ones(2, 2), torch.ones(3))))
show(lambda: torch.gradient(torch.tensor([1, 4, 9, 16])))
show(lambda: torch.gradient(torch.tensor([1, 4, 9, 16]), spacing=2))
show(lambda: torch.gradient(torch.tensor([1.0, 4, 9, 16]), spacing=torch.tensor(2.0)))
show(lambda: torch.gradient(torch.tensor([1.0, 4, 9, 16]), dim=(0,)))
show(lambda: torch.gradient(torch.tensor([1.0, 4, 9, 16]), dim=3))
show(lambda: torch.gradient(torch.tensor(1.0)))
show(lambda: torch.gradient(torch.ones(3, 3), dim=(0, 0)))
a, b = (torch.arange(6.0).reshape(2, 3), torch.arange(12.0).reshape(3, 4))
show(lambda: torch.einsum(a, [0, 1], b, [1, 2], [0, 2]))
show(lambda: torch.einsum(a, [0, 1], b, [1, 2]))
show(lambda: torch.einsum(a, [..., 0, 1], b, [..., 1, 2], [..., 0, 2]))
show(lambda: torch.einsum(a, [0, 60]))
show(lambda: torch.einsum(a, [51, 0], [0]))
show(lambda: torch.einsum(a))
show(lambda: torch.einsum('ij'))
show(lambda: torch.einsum('ij->ji', a))
