# backward: every kind of argument
# tier: 3
import torch
x = torch.ones(3, requires_grad=True)
y = (x * 2)
y.backward(torch.ones(3), retain_graph=True); y.backward(gradient=torch.tensor([1, 2, 3.])); print(x.grad)
def t(*fs):
    for k, f in enumerate(fs):
        try: print(k, f())
        except Exception as e: print(k, type(e).__name__, e)
t(lambda: (x*2).backward([1.,1.,1.]), lambda: (x*2).backward(torch.ones(3).double()), lambda: (x*2).backward(torch.ones(3,1)), lambda: (x*2).backward(torch.ones(1)), lambda: (x*2).sum().backward(torch.ones(1)), lambda: (x*2).sum().backward(2.0), lambda: (x*2).sum().backward(inputs=[x]), lambda: (x*2).sum().backward(inputs=x), lambda: (x*2).sum().backward(inputs=[]), lambda: (x*2).sum().backward(inputs=[torch.ones(2)]), lambda: torch.ones(1).backward(), lambda: x.backward(), lambda: x.sum().long().backward(), lambda: torch.autograd.backward((x*2).sum()), lambda: torch.autograd.backward([(x*2).sum(), (x*3)], [None, torch.ones(3)]), lambda: torch.autograd.backward([(x*3)], [None]), lambda: torch.autograd.backward([x*3, x.sum()], [torch.ones(3)]), lambda: torch.autograd.backward([]), lambda: torch.autograd.backward(3), lambda: torch.autograd.backward((x*2).sum(), grad_variables=torch.ones(())), lambda: (x*2).sum().backward(create_graph=True))
print(x.grad)
