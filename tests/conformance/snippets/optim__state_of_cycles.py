# what CyclicLR and OneCycleLR keep in their state
# tier: 3
import torch
from torch import nn, optim
from torch.optim import lr_scheduler
def made(build):
    optimizer = optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0, momentum=0.9)
    scheduler = build(optimizer)
    for _ in range(3):
        optimizer.step()
        scheduler.step()
    print(scheduler.state_dict())
    print(optimizer.param_groups[0]["momentum"], scheduler.get_last_lr())
made(lambda o: lr_scheduler.CyclicLR(o, 0.1, 1.0, step_size_up=2))
made(lambda o: lr_scheduler.CyclicLR(o, 0.1, 1.0, step_size_up=2, scale_fn=lambda x: 1 / x))
made(lambda o: lr_scheduler.OneCycleLR(o, max_lr=2.0, total_steps=10))
