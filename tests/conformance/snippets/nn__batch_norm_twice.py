# Running statistics are written without their counters
# tier: 3
import torch

bn = torch.nn.BatchNorm1d(2)
x = torch.tensor([[1., 2.], [3., 5.], [0., 1.]], requires_grad=True)
y = bn(x); z = bn(x)
(y + z).pow(2).sum().backward()
print(bn.running_mean, bn.num_batches_tracked, bn.running_mean._version)
