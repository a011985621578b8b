# Solving and inverting by a Cholesky factor, solve_ex, and inverses for tensordot
# tier: 3
import torch

torch.set_printoptions(precision=4, sci_mode=False)
M = torch.tensor([[2.0, 0.5, -0.3], [0.4, 1.5, 0.2], [-0.1, 0.6, 3.0]], dtype=torch.float64)
B = torch.tensor([[1.0, 2], [3, 4], [5, 6]], dtype=torch.float64)


def twice(function, *inputs):
    leaves = [each.clone().requires_grad_() for each in inputs]
    y = function(*leaves)
    y = y if isinstance(y, torch.Tensor) else y[0]
    print(y.grad_fn.name(), [name for name in dir(y.grad_fn) if name.startswith("_saved")])
    grads = torch.autograd.grad(y.sin().sum(), leaves, create_graph=True)
    total = sum(each.cos().sum() for each in grads)
    print(y.detach(), [each.detach() for each in grads], torch.autograd.grad(total, leaves[-1]))


for upper in (False, True):
    factor = M.triu() if upper else M.tril()
    twice(lambda b, c: torch.cholesky_solve(b, c, upper), B, factor)
    twice(lambda c: torch.cholesky_inverse(c, upper=upper), factor)
leaf = M.clone().requires_grad_()
print(torch.linalg.solve_ex(leaf, B))
print(torch.linalg.solve(M, B.mT, left=False), torch.linalg.solve_ex(M, B.mT, left=False))
print(torch.linalg.solve_ex(torch.zeros(2, 2), torch.ones(2, 2)).info)
cube = (torch.eye(6, dtype=torch.float64) * 2 + 0.5).reshape(6, 2, 3)
twice(lambda t: torch.linalg.tensorinv(t, ind=1) * 1, cube)
twice(torch.linalg.tensorsolve, cube.reshape(2, 3, 6), torch.arange(6.0).double().reshape(2, 3))
print(torch.linalg.tensorinv((torch.eye(24) + 1).reshape(4, 6, 8, 3), ind=2).shape)
for wrong in (
    lambda: torch.cholesky_solve(B[:2], M),
    lambda: torch.cholesky_solve(B[:, 0], M),
    lambda: torch.cholesky_inverse(B[:, 0]),
    lambda: torch.cholesky_inverse(B),
    lambda: torch.linalg.solve_ex(torch.zeros(2, 2), torch.ones(2, 2), check_errors=True),
    lambda: torch.linalg.tensorinv(cube, ind=2),
    lambda: torch.linalg.tensorinv(cube, ind=0),
    lambda: torch.linalg.tensorsolve(cube, torch.ones(2)),
):
    try:
        wrong()
    except RuntimeError as error:
        print(type(error).__name__, error)
