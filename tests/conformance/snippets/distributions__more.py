# Distributions: one of the program itself, with a divergence
# tier: 3
import torch
import torch.distributions as D
torch.manual_seed(1)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Fixed(D.Distribution):
    arg_constraints = {}
    def __init__(self): super().__init__()
    def sample(self, shape=()): return torch.zeros(shape)
@D.register_kl(D.Normal, Fixed)
def f(p,q): return torch.tensor(3.)
print(D.kl_divergence(D.Normal(0.,1.),Fixed()), Fixed(), Fixed().sample((2,)))
t(lambda: Fixed().log_prob(torch.tensor(0.)))
t(lambda: Fixed().mean)
t(lambda: Fixed().mode)
t(lambda: D.register_kl(int, Fixed))
