# Exponential, Laplace, Poisson, Gamma, Dirichlet and Beta
# tier: 2
import torch, torch.distributions as D
torch.manual_seed(0)
T=torch.tensor
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
ds = [D.Exponential(T([1.,2.])), D.Exponential(0.5), D.Laplace(T([0.,1.]),T([1.,2.])), D.Laplace(0.,1.), D.Poisson(T([1.,4.])), D.Poisson(3.),
  D.Gamma(T([1.,5.,20.]),T([1.,2.,3.])), D.Gamma(2.,3.), D.Dirichlet(T([1.,2.,3.])), D.Dirichlet(T([[.5,.5],[2.,3.]])), D.Beta(T([.5,2.]),T([.5,3.])), D.Beta(2.,5.), D.Bernoulli(T([.3])), D.Normal(0.,T([1.,2.])), D.Uniform(0.,T([1.,2.]))]
for d in ds:
    print(d, d.batch_shape, d.event_shape, d.has_rsample, d.has_enumerate_support)
    for n in ("mean","mode","variance","stddev","support"): print("  ", n, end=" "); t(lambda: getattr(d,n))
    s=d.sample((2,)); print("  ",s, d.sample().shape)
    for n in ("log_prob","cdf"): print("  ", n, end=" "); t(lambda: getattr(d,n)(s))
    for n in ("entropy","enumerate_support","perplexity"): print("  ", n, end=" "); t(lambda: getattr(d,n)())
    print("  icdf", end=" "); t(lambda: d.icdf(T(.3)))
    t(lambda: d.expand((3,)+tuple(d.batch_shape))); t(lambda: d.expand((3,)+tuple(d.batch_shape)).sample().shape)
    t(lambda: d.log_prob(T(-1.))); t(lambda: d.log_prob(T([.5,.5,.5,.5])))
for f in (lambda: D.Exponential(T([0.,1.])), lambda: D.Exponential("a"), lambda: D.Laplace(0.,-1.), lambda: D.Poisson(-1.), lambda: D.Gamma(T([0.,1.]),1.), lambda: D.Beta(-1.,1.), lambda: D.Beta(T([1.,0.]),1.), lambda: D.Dirichlet(T(1.)), lambda: D.Dirichlet(T([1.,0.]))): t(f)
for mk in (lambda a,b: D.Exponential(a), lambda a,b: D.Laplace(a,b)):
    a=T([.7,3.,12.],requires_grad=True); b=T([1.,2.,.5],requires_grad=True)
    d=mk(a,b); x=d.rsample((2,)); print(x); x.sum().backward(); print(a.grad,b.grad); a.grad=b.grad=None
    d.log_prob(x.detach()).sum().backward(); print(a.grad,b.grad); a.grad=None; d.entropy().sum().backward(); print(a.grad)
a=T([.7,3.,12.],requires_grad=True)
for d in (D.Poisson(a), D.Dirichlet(a), D.Beta(a,a)):
    a.grad=None; lp=d.log_prob(d.sample()); print(lp); lp.sum().backward(); print(a.grad, type(d).__module__)
a=T([.7,3.,12.],requires_grad=True); d=D.Gamma(a,T([1.,2.,3.])); d.log_prob(d.sample()).sum().backward(); print(a.grad)
a.grad=None; (D.Gamma(a,a).entropy()+D.Beta(a,a).entropy()).sum().backward(); print(a.grad)
from torch.distributions.beta import Beta
from torch.distributions.exponential import Exponential
print(Beta, Exponential)
