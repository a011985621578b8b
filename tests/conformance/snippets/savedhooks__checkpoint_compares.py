# The second run of a checkpointed call has to save tensors as many and of the same look
# tier: 3
import torch
from torch.utils.checkpoint import CheckpointError, checkpoint
x = torch.ones(3, requires_grad=True)
def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, isinstance(error, CheckpointError), error)
def changing(first, second, **words):
    runs = [first, second]
    def run():
        x.grad = None
        checkpoint(lambda t: runs.pop(0)(t), x, use_reentrant=False, **words).sum().backward()
        return x.grad
    attempt(run)
once, twice = lambda t: t.exp(), lambda t: t.exp().sin()
changing(twice, once)
changing(once, twice)
changing(once, twice, early_stop=False)
changing(lambda t: t * t, lambda t: t[:2] * t[:2])
changing(lambda t: (t * 2).sin(), lambda t: (t * 2).double().sin())
changing(lambda t: (t * 2).sin(), lambda t: (t * 2).double().sin(), determinism_check="none")
changing(twice, once, determinism_check="none")
changing(once, once, determinism_check="other")
attempt(lambda: checkpoint(once, x, use_reentrant=True, other=1, words=2))
given = torch.ones(3, requires_grad=True) * 1
y = checkpoint(once, given, use_reentrant=False)
given.add_(1)
attempt(y.sum().backward)
class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        ctx.save_for_backward(t)
        return t * 2
    @staticmethod
    def backward(ctx, grad):
        return ctx.saved_tensors[0] * ctx.saved_tensors[0]
attempt(lambda: checkpoint(Twice.apply, x, use_reentrant=False).sum().backward())
y = checkpoint(twice, x, use_reentrant=False)
y.sum().backward(retain_graph=True)
y.sum().backward()
print(x.grad, checkpoint(once, x, use_reentrant=False).grad_fn._saved_result)
torch.manual_seed(1)
y = checkpoint(lambda t: torch.nn.functional.dropout(t * 1), x, use_reentrant=False, preserve_rng_state=False)
print(torch.autograd.grad(y.sum(), x)[0].shape)
with torch.no_grad():
    print(checkpoint(once, x, use_reentrant=False))
