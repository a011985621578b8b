# matrix_power, tensordot; their refusals
# tier: 3
import torch


def show(found):
    try:
        print(found())
    except Exception as error:
        print(type(error).__name__, error)

A = torch.arange(4.0, requires_grad=True).reshape(2, 2)
show(lambda: torch.linalg.matrix_power(A, 0))
show(lambda: torch.linalg.matrix_power(A, 3))
show(lambda: torch.linalg.matrix_power(A, -1))
show(lambda: torch.linalg.matrix_power(torch.ones(2, 3), 2))
show(lambda: torch.linalg.matrix_power(torch.ones(2, 2, 2), 0))
show(lambda: torch.linalg.matrix_power(torch.tensor([[2, 1], [1, 1]]), 2))
show(lambda: torch.matrix_power(A, 2))
show(lambda: A.matrix_power(2))
show(lambda: torch.matrix_power(torch.ones(2), 2))
a, b = (torch.ones(3, 4, 5), torch.ones(4, 3, 2))
show(lambda: torch.tensordot(a, b, dims=([1, 0], [0, 1])).shape)
show(lambda: torch.tensordot(a, b, dims=2))
show(lambda: torch.tensordot(a, b, dims=-1))
show(lambda: torch.tensordot(a, b, dims=([1], [0, 1])))
show(lambda: torch.tensordot(a, b, dims=4))
show(lambda: torch.tensordot(a, b, 0).shape)
show(lambda: torch.tensordot(a, b, dims=([1], [1])))
show(lambda: torch.tensordot(torch.ones(2, 1), torch.ones(3, 2), dims=([1], [0])))
show(lambda: torch.tensordot(torch.ones(3), torch.ones(3), 1))
show(lambda: torch.tensordot(torch.ones(3), torch.ones(3), torch.tensor([[0], [0]])))
