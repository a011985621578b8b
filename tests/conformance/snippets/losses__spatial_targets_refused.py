# Targets that do not fit what lies behind the classes
# tier: 2
import torch
import torch.nn.functional as F
def attempt(sizes, target):
    for function in (F.nll_loss, F.cross_entropy):
        try:
            print(sizes, target, function(torch.ones(sizes), torch.zeros(target).long()))
        except Exception as e:
            print(sizes, target, type(e).__name__, e)
for target in ((2, 4), (2, 3), (2,), (2, 4, 1), (3, 4), ()):
    attempt((2, 3, 4), target)
for target in ((2, 4, 5), (2, 4), (2, 4, 4), (2, 4, 5, 1)):
    attempt((2, 3, 4, 5), target)
for target in ((2, 4, 5, 6), (2, 4, 5), (2, 4, 5, 7)):
    attempt((2, 3, 4, 5, 6), target)
for target in ((2,), (2, 1), (), (3,)):
    attempt((2, 3), target)
