# a schedule that gives its rates in get_lr, alone or on top of another
# tier: 2
import torch


w = torch.nn.Parameter(torch.ones(1))
schedules = torch.optim.lr_scheduler


class WarmUp(schedules.LRScheduler):
    def __init__(self, optimizer, steps):
        self.steps = steps
        super().__init__(optimizer)

    def get_lr(self):
        return [base * min(1, (self.last_epoch + 1) / self.steps) for base in self.base_lrs]


class Doubled(schedules.StepLR):
    def get_lr(self):
        return [2 * rate for rate in super().get_lr()]


for make in (lambda o: WarmUp(o, 4), lambda o: Doubled(o, 2)):
    optimizer = torch.optim.SGD([w], lr=0.1)
    schedule = make(optimizer)
    rates = []
    for _ in range(5):
        rates.append(round(optimizer.param_groups[0]["lr"], 4))
        optimizer.step()
        schedule.step()
    print(type(schedule).__name__, rates)
print(schedules.StepLR(torch.optim.SGD([w], lr=1.0), 2).get_lr())
for bad in ("0.1", None, -1):
    for name in ("SGD", "Adam", "RMSprop"):
        try:
            getattr(torch.optim, name)([w], lr=bad)
        except Exception as error:
            print(name, type(error).__name__, error)
