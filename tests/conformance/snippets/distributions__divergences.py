# Divergences of different distributions, and their gradients
# tier: 3
import torch
import torch.distributions as D
def mk(): 
    p=[torch.tensor([.5,1.5],requires_grad=True) for _ in range(2)]
    return {'N':D.Normal(*p),'U':D.Uniform(p[0]-1,p[1]+2)},p
for a in 'NU':
    for b in 'NU':
        (x,p),(y,q)=mk(),mk()
        try: k=D.kl_divergence(x[a],y[b])
        except NotImplementedError as e: print(a,b,e); continue
        print(a,b,k.detach(),k.grad_fn)
        if k.requires_grad: k.sum().backward(); print(p[0].grad,p[1].grad,q[0].grad,q[1].grad)
