# Statistics that eval saved, written by train: nothing is raised
# tier: 3
import torch

bn = torch.nn.BatchNorm1d(2).eval()
x = torch.tensor([[1., 2.], [3., 5.], [0., 1.]], requires_grad=True)
y = bn(x)
bn.train(); bn(x)
y.sum().backward()
