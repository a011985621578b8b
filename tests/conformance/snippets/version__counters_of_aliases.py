# Who counts which write: views, detach, .data, shape changed in place
# tier: 1
import torch

x = torch.zeros(4)
v = x[1:]; w = v.view(3); d = x.detach(); q = x.data
x.add_(1); v.mul_(2); w[0] = 3; d.zero_(); q.fill_(5)
print(x._version, v._version, w._version, d._version, q._version, x)
x.unsqueeze_(0); print(x._version, v._version)
x.squeeze_(); x.t_; print(x._version)
x.requires_grad_(); print(x._version)
x.copy_
c = x.clone(); print(c._version)
