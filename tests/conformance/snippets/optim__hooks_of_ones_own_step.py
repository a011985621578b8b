# Hooks stand around a step of one's own and see its arguments as they were given
# tier: 3
import torch
class Mine(torch.optim.Optimizer):
    def __init__(self, params):
        super().__init__(params, {"lr": 1.0})
    def step(self, closure=None):
        print("step", closure)
        return 5
w = torch.ones(1, requires_grad=True)
mine = Mine([w])
mine.register_step_pre_hook(lambda opt, args, kwargs: print("pre", args[1:], kwargs))
mine.register_step_post_hook(lambda opt, args, kwargs: print("post", args[1:], kwargs))
print(mine.step(), mine.step(closure=3), mine.step(4))
handle = mine.register_step_pre_hook(lambda opt, args, kwargs: (args, {"closure": "changed"}))
print(mine.step())
handle.remove()
try:
    mine.step(1, 2)
except TypeError as e:
    print(e)
sgd = torch.optim.SGD([w], lr=1.0)
sgd.register_step_post_hook(lambda opt, args, kwargs: print("after", len(args), list(kwargs)))
w.sum().backward()
sgd.step()
sgd.step(closure=lambda: w.sum())
sgd.step(lambda: w.sum())
print(w)
