# LU with pivots: factors, packed and unpacked, what solves by them, derivatives of all shapes
# tier: 3
import warnings

import torch

warnings.simplefilter("ignore")
L = torch.linalg
torch.set_printoptions(precision=4, sci_mode=False)
A = torch.tensor([[4.0, 3, 1], [6, 3, 2], [1, 2, 5]], dtype=torch.float64)
B = torch.tensor([[1.0, 2], [3, 4], [5, 6]], dtype=torch.float64)
a, b = A.clone().requires_grad_(), B.clone().requires_grad_()

for made in (L.lu_factor(a), L.lu_factor_ex(a), L.lu(a), torch.lu(a), torch.lu(a, get_infos=True)):
    print(made)
packed, pivots = L.lu_factor(a)
print([name for name in dir(packed.grad_fn) if name.startswith("_saved")])
print(torch.lu_unpack(packed, pivots))
print([part.shape for part in torch.lu_unpack(packed, pivots, unpack_pivots=False)])
print([part.shape for part in L.lu(A[:2])], [part.shape for part in L.lu(A[:, :2])])
print(L.lu_factor(torch.stack([A, A.T])))

for left in (True, False):
    for adjoint in (True, False):
        right = b if left else b.mT
        x = L.lu_solve(*L.lu_factor(a), right, left=left, adjoint=adjoint)
        grads = torch.autograd.grad(x.sin().sum(), (a, b), create_graph=True)
        print(x, [each.detach() for each in grads])
        print(torch.autograd.grad(sum(each.cos().sum() for each in grads), (a, b)))
print(x.grad_fn.name(), [name for name in dir(x.grad_fn) if name.startswith("_saved")])
print(torch.lu_solve(B, *A.lu()), B.lu_solve(*A.lu()))

for part in (slice(3), slice(2)):
    for square in (lambda t: t[part], lambda t: t[:, part]):
        for pick in (lambda t: L.lu(t)[1], lambda t: L.lu(t).U, lambda t: L.lu_factor(t).LU):
            (g,) = torch.autograd.grad(pick(square(a)).sin().sum(), a, create_graph=True)
            print(g.detach(), torch.autograd.grad(g.cos().sum(), a))

for wrong in (
    lambda: L.lu_factor(torch.zeros(2, 2)),
    lambda: L.lu_factor_ex(torch.zeros(2, 2), check_errors=True),
    lambda: print(L.lu_factor_ex(torch.zeros(2, 2)), L.lu(torch.zeros(2, 2))),
    lambda: L.lu(torch.zeros(2)),
    lambda: L.lu_factor(torch.zeros(2)),
    lambda: L.lu(torch.ones(2, 2, dtype=torch.int64)),
    lambda: L.lu(A, pivot=False),
    lambda: L.lu_solve(packed, pivots, B[:2]),
    lambda: L.lu_solve(packed, pivots, B[:, 0]),
):
    try:
        wrong()
    except (RuntimeError, NotImplementedError) as error:
        print(type(error).__name__, error)
