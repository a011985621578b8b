# pairwise_distance has the older norm's node; slogdet is named as it was called
# tier: 3
import torch
from torch import nn
x = torch.tensor([[3.0, 4.0], [0.0, 1.0]], requires_grad=True)
print(nn.PairwiseDistance(eps=0)(x, torch.zeros(2, 2)), nn.TripletMarginLoss()(x, x.detach(), x.detach() + 1))
print(x.norm(dim=1), torch.slogdet(x.detach()), torch.linalg.slogdet(x.detach()), x.detach().slogdet())
