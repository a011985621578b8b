# cat, stack and their like take lists and tuples, of tensors alone
# tier: 2
import torch
class Other:
    pass
t = torch.ones(2)
for join in (torch.cat, torch.concat, torch.stack, torch.hstack, torch.vstack, torch.row_stack, torch.dstack, torch.column_stack):
    for given in ([t, 3], [Other(), t], (t, None), [t, torch.float32], {t}, (each for each in [t]), t, Other(), iter([t]), [t, Other]):
        try:
            print(join(given))
        except TypeError as error:
            print(error)
for join in (torch.hstack, torch.vstack, torch.dstack, torch.column_stack):
    try:
        join([])
    except RuntimeError as error:
        print(error)
for ask in (lambda: torch.block_diag(t, 3), lambda: torch.cartesian_prod(t, 3), lambda: torch.cartesian_prod(3)):
    try:
        ask()
    except TypeError as error:
        print(error)
print(torch.cat(tensors=[t, t], dim=0), torch.stack(dim=1, tensors=(t, t)), torch.hstack(tensors=[t]))
