# What schedules refuse
# tier: 3
import torch
import torch.optim as O, torch.optim.lr_scheduler as L
w = torch.tensor([1.0], requires_grad=True); o = O.SGD([w], lr=1.0)
def t(*fs):
    for k, f in enumerate(fs):
        try: print(k, f())
        except Exception as e: print(k, type(e).__name__, e)
t(lambda: L.StepLR(3, 2), lambda: L.OneCycleLR(o, 1.), lambda: L.OneCycleLR(o, 1., total_steps=-1), lambda: L.OneCycleLR(o, 1., total_steps=3), lambda: L.LambdaLR(o, [1, 2]), lambda: L.LambdaLR(o, 3), lambda: L.ReduceLROnPlateau(o, factor=2.), lambda: L.ReduceLROnPlateau(o, 'x'), lambda: L.CosineAnnealingWarmRestarts(o, 0), lambda: L.SequentialLR(o, [], []), lambda: L.ConstantLR(o, 2.), lambda: L.LinearLR(o, 2.), lambda: L.StepLR(o, 2, last_epoch=3).get_last_lr(), lambda: L.CyclicLR(o, .1, 1.), lambda: L.StepLR(O.SGD([w], lr=.1), 1, last_epoch=2), lambda: L.StepLR(o, 1).step())
