# Distributions: multivariate normal, one of a program
# tier: 3
import torch
import torch.distributions as D
torch.manual_seed(1)
L=torch.tensor([[1.,0.],[.5,2.]],requires_grad=True)
m=D.MultivariateNormal(torch.zeros(2),scale_tril=L); print(m,m.rsample(),m.sample((3,)),m.log_prob(torch.tensor([1.,2.])),m.log_prob(torch.ones(3,2)),m.entropy(),m.mean,m.variance,m.covariance_matrix,m.precision_matrix)
m2=D.MultivariateNormal(torch.zeros(2),torch.eye(2)); print(m2,m2.sample(),m2.scale_tril,m2.log_prob(torch.zeros(2)),m2.support,m2.expand((3,)))
m3=D.MultivariateNormal(torch.zeros(3,2),precision_matrix=torch.tensor([[2.,.5],[.5,1.]])); print(m3,m3.sample().shape,m3.entropy(),m3.covariance_matrix[0])
print(D.kl_divergence(m,m2))
m.log_prob(torch.tensor([1.,2.])).backward(); print(L.grad)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: D.MultivariateNormal(torch.zeros(2),torch.tensor([[1.,2.],[2.,1.]])))
t(lambda: D.MultivariateNormal(torch.zeros(2),torch.tensor([[1.,2.],[0.,1.]])))
t(lambda: D.MultivariateNormal(torch.zeros(2)))
t(lambda: D.MultivariateNormal(torch.tensor(0.),torch.eye(1)))
t(lambda: D.MultivariateNormal(torch.zeros(2),torch.ones(2)))
t(lambda: D.MultivariateNormal(torch.zeros(2),scale_tril=-torch.eye(2)))
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
