# A step between two backwards of one graph
# tier: 1
import torch

lin = torch.nn.Linear(2, 1, bias=False)
lin2 = torch.nn.Linear(1, 1, bias=False)
with torch.no_grad():
    lin.weight.fill_(1.); lin2.weight.fill_(2.)
o = torch.optim.SGD(list(lin.parameters()) + list(lin2.parameters()), lr=0.1)
l = lin2(lin(torch.ones(1, 2))).sum()
l.backward(retain_graph=True)
o.step()
l.backward()
