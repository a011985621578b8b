# SGD without momentum keeps nothing
# tier: 2
import torch
w = torch.tensor([1., 2.], requires_grad=True)
o = torch.optim.SGD([w], lr=0.1)
w.sum().backward()
o.step()
print(o.state_dict()['state'], len(o.state))
s = torch.optim.lr_scheduler.StepLR(o, 2)
s.step()
print(s.get_last_lr())
