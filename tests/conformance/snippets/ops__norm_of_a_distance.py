# what pairwise_distance saves goes by p; solve wants a right side with dimensions
# tier: 3
import torch
import torch.nn.functional as F
torch.manual_seed(0)
a, b = torch.rand(2, 3, requires_grad=True), torch.rand(2, 3)
for p, keepdim in ((2, False), (1.5, True)):
    node = F.pairwise_distance(a, b, p=p, keepdim=keepdim).grad_fn
    print(node.name(), node._saved_p, node._saved_dim, node._saved_keepdim, hasattr(node, "_saved_ord"))
for A in (torch.eye(2), torch.eye(2).expand(3, 2, 2)):
    try:
        torch.linalg.solve(A, torch.tensor(1.0))
    except RuntimeError as error:
        print(error)
