# Matrices of numbers without LAPACK: which types are refused, and by whom
# tier: 2
import torch
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
linalg = torch.linalg
names = ("inv", "det", "slogdet", "cholesky", "eigh", "eigvalsh", "svd", "svdvals", "qr", "pinv",
         "matrix_rank", "cond", "norm", "vector_norm", "matrix_norm", "matrix_exp")
for dtype in (torch.int64, torch.bool, torch.float16):
    for name in names:
        if dtype is torch.float16 and name in ("matrix_exp", "norm", "vector_norm", "matrix_norm"):
            continue
        attempt(f"{dtype} {name}", lambda: getattr(linalg, name)(torch.ones(2, 2, dtype=dtype)))
whole = torch.ones(2, 2, dtype=torch.int64)
attempt("solve", lambda: linalg.solve(whole, whole))
attempt("vecdot", lambda: linalg.vecdot(whole, whole))
attempt("power", lambda: linalg.matrix_power(whole, 2))
attempt("negative power", lambda: linalg.matrix_power(whole, -1))
attempt("logdet", lambda: torch.logdet(whole))
attempt("two types", lambda: linalg.solve(torch.eye(2), torch.eye(2).double()))
attempt("rank of a vector", lambda: linalg.matrix_rank(torch.ones(3)))
