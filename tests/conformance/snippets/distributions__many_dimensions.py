# Distributions of vectors: MultivariateNormal; kl_divergence of the new ones
# tier: 2
import torch, torch.distributions as D
torch.manual_seed(0)
T=torch.tensor
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
A=T([[2.,.5],[.5,1.]]); L=T([[1.,0.],[.5,2.]])
B=torch.stack([A,2*A,A+torch.eye(2)])
ds=[D.MultivariateNormal(torch.zeros(2),A), D.MultivariateNormal(T([1.,2.]),scale_tril=L), D.MultivariateNormal(T([1.,2.]),precision_matrix=A), D.MultivariateNormal(torch.zeros(3,2),A), D.MultivariateNormal(torch.zeros(2),B), D.MultivariateNormal(torch.zeros(4,1,2),scale_tril=torch.stack([L,2*L])), D.Independent(D.Poisson(T([1.,2.])),1), D.Independent(D.Beta(T([1.,2.]),T([2.,2.])),1)]
for d in ds:
    print(d, d.batch_shape, d.event_shape, d.has_rsample, d.has_enumerate_support)
    for n in ("mean","mode","variance","stddev","support","covariance_matrix","scale_tril","precision_matrix"):
        if n[0] in "mvs" and n!="scale_tril" or hasattr(type(d),n): print("  ", n, end=" "); t(lambda: getattr(d,n))
    s=d.sample((2,)); print("  ",s, d.sample().shape)
    print("  log_prob", end=" "); t(lambda: d.log_prob(s)); print("  entropy", end=" "); t(lambda: d.entropy())
    t(lambda: d.expand((5,)+tuple(d.batch_shape))); t(lambda: d.expand((5,)+tuple(d.batch_shape)).sample().shape); t(lambda: d.expand((5,)+tuple(d.batch_shape)).log_prob(s[0]))
    t(lambda: d.log_prob(T([-1.,float('nan')]))); t(lambda: d.log_prob(T([.5,.5,.5,.5])))
for f in (lambda: D.MultivariateNormal(T(0.),A), lambda: D.MultivariateNormal(torch.zeros(2)), lambda: D.MultivariateNormal(torch.zeros(2),A,A), lambda: D.MultivariateNormal(torch.zeros(2),torch.ones(2)), lambda: D.MultivariateNormal(torch.zeros(2),scale_tril=torch.ones(2)), lambda: D.MultivariateNormal(torch.zeros(2),-A), lambda: D.MultivariateNormal(torch.zeros(2),T([[1.,2.],[0.,1.]])), lambda: D.MultivariateNormal(torch.zeros(2),scale_tril=A), lambda: D.MultivariateNormal(torch.zeros(2),torch.eye(3)), lambda: D.MultivariateNormal(torch.zeros(2),-A,validate_args=False), lambda: D.MultivariateNormal(torch.zeros(3),torch.ones(2,3))): t(f)
G=T([[2.,.5],[.5,1.]],requires_grad=True); m=T([1.,-1.],requires_grad=True)
d=D.MultivariateNormal(m,G); x=d.rsample((3,)); print(x); x.pow(2).sum().backward(); print(m.grad,G.grad); m.grad=G.grad=None
d=D.MultivariateNormal(m,G); lp=d.log_prob(T([[0.,1.],[2.,2.]])); print(lp); lp.sum().backward(); print(m.grad,G.grad)
q=D.MultivariateNormal(T([0.,1.]),scale_tril=L)
G.grad=None; k=D.kl_divergence(D.MultivariateNormal(m,G),q); print(k); k.backward(); print(G.grad)
P=[(D.Exponential(T([1.,2.])),D.Exponential(3.)),(D.Laplace(0.,T([1.,2.])),D.Laplace(1.,3.)),(D.Gamma(2.,3.),D.Gamma(T([1.,.5]),2.)),(D.Beta(2.,3.),D.Beta(T([1.,.5]),2.)),(D.Dirichlet(T([1.,2.])),D.Dirichlet(T([3.,.2]))),(D.Poisson(2.),D.Poisson(T([1.,5.]))),(ds[0],ds[1]),(ds[0],ds[4]),(ds[4],ds[4]),(ds[0],D.MultivariateNormal(torch.zeros(3),torch.eye(3))),(ds[7],ds[7])]
for p,q in P: t(lambda: D.kl_divergence(p,q).abs().round(decimals=4))
