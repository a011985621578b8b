# A class called Parametrized..., weight_norm along a negative dim, moving averages of integers, frozen embeddings
# tier: 3
import warnings
import torch
from torch import nn
from torch.nn.utils import parametrize
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
warnings.simplefilter("ignore")


class ParametrizedModel(nn.Module):
    pass


print(parametrize.type_before_parametrizations(ParametrizedModel()).__name__)
print(nn.utils.weight_norm(nn.Linear(2, 3), dim=-2).weight_g.shape)
bn = nn.BatchNorm1d(2)
mean = AveragedModel(bn, use_buffers=True, multi_avg_fn=get_ema_multi_avg_fn(0.9))
for _ in range(3):
    bn(torch.ones(4, 2))
    mean.update_parameters(bn)
print(mean.module.num_batches_tracked, mean.module.running_mean)
print(nn.Embedding(3, 2, _freeze=True).weight.requires_grad)
x = torch.ones(2, 3, requires_grad=True)
print(nn.functional.pairwise_distance(x, torch.zeros(2, 3)).grad_fn._saved_p)
for call in (lambda: nn.Embedding(3, 2, _weight=torch.ones(2, 2)), lambda: torch.linalg.solve(torch.eye(2), torch.tensor(1.0))):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
