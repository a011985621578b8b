# autograd.grad: every kind of argument
# tier: 3
import torch
from torch.autograd import grad
x = torch.tensor(2., requires_grad=True); y = torch.tensor(3., requires_grad=True)
z = x * y
def t(*fs):
    for k, f in enumerate(fs):
        try: print(k, f())
        except Exception as e: print(k, type(e).__name__, e)
t(lambda: grad(z, x, retain_graph=True), lambda: grad(z, [x, y], retain_graph=True), lambda: grad(z, (), retain_graph=True), lambda: grad([], x), lambda: grad(z, torch.ones(1)), lambda: grad(z, x, grad_outputs=torch.ones(2)), lambda: grad(z, x, grad_outputs=[torch.ones(()), torch.ones(())]), lambda: grad(z, 3), lambda: grad(3, x), lambda: grad(z, [x, torch.ones(1, requires_grad=True)], retain_graph=True), lambda: grad(z, [x, torch.ones(1, requires_grad=True)], allow_unused=True, retain_graph=True), lambda: grad(z, [x, torch.ones(1, requires_grad=True)], materialize_grads=True, retain_graph=True), lambda: grad(z, [x, torch.ones(1, requires_grad=True)], materialize_grads=True, allow_unused=False), lambda: grad(z, x, is_grads_batched=True, grad_outputs=torch.ones(3), retain_graph=True), lambda: grad(z, z, retain_graph=True), lambda: grad(z, x.detach()), lambda: grad((z, z * 2), (x, y)), lambda: grad(z, x), lambda: grad(z, x), lambda: grad(torch.ones(1), x), lambda: grad(x, x), lambda: grad(z.detach(), x), lambda: grad((x*y).expand(2), x), lambda: grad(outputs=x * 2, inputs=x), lambda: grad(x*2, x, only_inputs=False))
