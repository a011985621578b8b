# torch.optim.swa_utils: means of a model's weights, of several kinds, and SWALR
# tier: 3
import torch
from torch import nn
from torch.optim.swa_utils import SWALR, AveragedModel, get_ema_multi_avg_fn, update_bn
torch.manual_seed(0)
model = nn.Linear(2, 1)
mean = AveragedModel(model)
print(mean, list(mean.state_dict()))
ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.9))
half = AveragedModel(model, avg_fn=lambda mean, new, count: 0.5 * mean + 0.5 * new)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
schedule = SWALR(optimizer, swa_lr=0.05, anneal_epochs=2)
for _ in range(4):
    optimizer.zero_grad()
    model(torch.ones(2)).sum().backward()
    optimizer.step()
    for each in (mean, ema, half):
        each.update_parameters(model)
    schedule.step()
    print(schedule.get_last_lr(), mean.module.weight, mean.n_averaged)
print(ema.module.weight, half.module.weight, mean(torch.ones(2)))
norm = nn.Sequential(nn.BatchNorm1d(2))
update_bn([torch.randn(4, 2), torch.randn(4, 2)], norm)
print(norm[0].running_mean, norm[0].momentum)
for wrong in (lambda: SWALR(optimizer, 0.1, anneal_strategy="foo"), lambda: get_ema_multi_avg_fn(2)):
    try:
        wrong()
    except ValueError as error:
        print(error)
