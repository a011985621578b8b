# Determinants come out of pivots; which matrix of a batch fails; powers in a last dimension
# tier: 2
import torch

m = torch.tensor([[4.0, 1], [2, 3]], requires_grad=True)
print(torch.det(m), torch.linalg.det(m.double()), torch.det(torch.tensor([[1.0, 2], [3, 4]])))
print(torch.det(torch.tensor([[0.0, 1], [1, 0]])), torch.linalg.slogdet(m), torch.logdet(m))
print(torch.det(torch.stack([torch.eye(2), torch.ones(2, 2)])), torch.det(torch.empty(0, 0)))
torch.det(m).backward()
print(m.grad)
batch = torch.stack([torch.eye(2), torch.zeros(2, 2)])
for attempt in (
    lambda: torch.linalg.inv(batch), lambda: torch.linalg.solve(batch, torch.ones(2, 2)),
    lambda: torch.linalg.cholesky(torch.stack([torch.eye(2), -torch.eye(2)])),
    lambda: torch.linalg.inv(torch.tensor([[0.0, 1], [0, 0]])),
    lambda: torch.linalg.inv(torch.tensor([[1.0, 1, 0], [1, 1, 0], [0, 0, 1]])),
    lambda: torch.linalg.cholesky(torch.tensor([[1.0, 2], [2, 1]])),
    lambda: torch.linalg.vander(torch.tensor(1.0)), lambda: torch.linalg.vander(m[0], N=1),
):  # fmt: skip
    try:
        print("!!", attempt())
    except RuntimeError as error:
        print(type(error).__name__, error)
print(torch.linalg.vander(torch.tensor([1, 2, 3])), torch.linalg.vander(m, N=4))
print(torch.vander(torch.tensor([1, 2, 3])))
