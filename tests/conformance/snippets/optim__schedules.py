# Learning-rate schedules
# tier: 3
import torch
import torch.optim as O, torch.optim.lr_scheduler as L
def run(make, n=7, opt=None, **kw):
    w = torch.tensor([1.0], requires_grad=True)
    o = (opt or (lambda p: O.SGD(p, lr=1.0)))([w])
    s = make(o)
    out = [o.param_groups[0]["lr"]]
    for _ in range(n):
        o.step(); s.step(); out.append(o.param_groups[0]["lr"])
    print(type(s).__name__, out, s.get_last_lr(), s.last_epoch)
run(lambda o: L.StepLR(o, 2)); run(lambda o: L.MultiStepLR(o, [2, 4])); run(lambda o: L.ExponentialLR(o, 0.9)); run(lambda o: L.CosineAnnealingLR(o, 4)); run(lambda o: L.LambdaLR(o, lambda e: 0.9 ** e)); run(lambda o: L.MultiplicativeLR(o, lambda e: 0.9)); run(lambda o: L.LinearLR(o)); run(lambda o: L.ConstantLR(o)); run(lambda o: L.PolynomialLR(o, power=2)); run(lambda o: L.CosineAnnealingWarmRestarts(o, 2, 2)); run(lambda o: L.OneCycleLR(o, 1.0, total_steps=8), opt=lambda p: O.SGD(p, lr=0.1, momentum=0.9)); run(lambda o: L.OneCycleLR(o, 1.0, epochs=4, steps_per_epoch=2, three_phase=True, anneal_strategy='linear'), opt=lambda p: O.Adam(p)); run(lambda o: L.CyclicLR(o, 0.1, 1.0, step_size_up=2, mode='triangular2', cycle_momentum=False)); run(lambda o: L.CyclicLR(o, 0.1, 1.0, step_size_up=3, mode='exp_range', gamma=0.9), opt=lambda p: O.SGD(p, lr=0.1, momentum=0.9)); run(lambda o: L.SequentialLR(o, [L.ConstantLR(o, 0.1, 2), L.ExponentialLR(o, 0.9)], [3])); run(lambda o: L.ChainedScheduler([L.ConstantLR(o, 0.1, 2), L.ExponentialLR(o, 0.9)]))
w = torch.tensor([1.0], requires_grad=True); o = O.SGD([w], lr=1.0)
s = L.ReduceLROnPlateau(o, patience=1)
for m in (1., 1., 1., 1., 0.5, 0.6, 0.7, 0.8):
    s.step(m); print(o.param_groups[0]["lr"], s.get_last_lr(), s.num_bad_epochs)
print(s.state_dict())
s = L.StepLR(o, 2); o.step(); s.step(); print(s.state_dict(), o.param_groups[0])
s.get_lr(); s.step(3)
