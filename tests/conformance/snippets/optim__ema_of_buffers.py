# AveragedModel with buffers: integers are averaged too, and cut; the mean of weights refuses them
# tier: 3
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn, get_swa_multi_avg_fn
torch.manual_seed(0)
net = nn.BatchNorm1d(2)
mean = AveragedModel(net, use_buffers=True, multi_avg_fn=get_ema_multi_avg_fn(0.4))
for _ in range(4):
    net(torch.randn(3, 2))
    mean.update_parameters(net)
    print(mean.module.num_batches_tracked, mean.module.running_mean)
mean = AveragedModel(net, use_buffers=True, multi_avg_fn=get_swa_multi_avg_fn())
mean.update_parameters(net)
mean.update_parameters(net)
