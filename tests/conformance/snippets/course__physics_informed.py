# A network that obeys a differential equation: second derivatives, then LBFGS with a line search
# tier: 2
import torch, torch.nn as nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(1, 10), nn.Tanh(), nn.Linear(10, 1)); opt = torch.optim.Adam(net.parameters(), lr=1e-2)
for it in range(5):
    x = torch.linspace(0, 1, 12).view(-1, 1).requires_grad_(True); u = net(x)
    du = torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]; d2u = torch.autograd.grad(du, x, torch.ones_like(du), create_graph=True)[0]
    res = d2u + torch.pi ** 2 * torch.sin(torch.pi * x); bc = net(torch.tensor([[0.], [1.]])); loss = res.pow(2).mean() + bc.pow(2).mean(); opt.zero_grad(); loss.backward(); opt.step(); print(f"{loss.item():.3f}")
print(d2u.grad_fn.name(), x.grad.shape)
lb = torch.optim.LBFGS(net.parameters(), max_iter=5, line_search_fn='strong_wolfe'); 
def closure():
    lb.zero_grad(); l = (net(x.detach()) - torch.sin(3.14 * x.detach())).pow(2).mean(); l.backward(); return l
print(f"{lb.step(closure).item():.3f}", f"{closure().item():.3f}")
xy = torch.rand(4, 2, requires_grad=True); f = (xy[:, 0] ** 2 * xy[:, 1]).sum(); g, = torch.autograd.grad(f, xy, create_graph=True); lap = sum(torch.autograd.grad(g[:, i].sum(), xy, create_graph=True)[0][:, i] for i in range(2)); print(lap, torch.allclose(lap, 2 * xy[:, 1]))
