# LBFGS with a line search: strong Wolfe conditions
# tier: 3
import torch
torch.set_default_dtype(torch.float64)
def rosen(x): return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
for kw in (dict(max_iter=5), dict(max_iter=4, history_size=2, lr=.5), dict(max_eval=7)):
    x = torch.tensor([-1.5, 2.0], requires_grad=True); o = torch.optim.LBFGS([x], line_search_fn='strong_wolfe', **kw); n = 0
    def closure():
        global n; n += 1
        o.zero_grad(); l = rosen(x); l.backward(); return l
    for _ in range(2): l = o.step(closure); print([round(v, 6) for v in x.tolist()], round(l.item(), 6), n, o.state[x]['func_evals'], o.state[x]['n_iter'], round(float(o.state[x]['t']), 6))
torch.manual_seed(0); m = torch.nn.Sequential(torch.nn.Linear(1, 6), torch.nn.Tanh(), torch.nn.Linear(6, 1)); X = torch.linspace(-1, 1, 10)[:, None]; Y = torch.sin(3 * X); o = torch.optim.LBFGS(m.parameters(), max_iter=4, line_search_fn='strong_wolfe')
def c(): o.zero_grad(); l = (m(X) - Y).pow(2).mean(); l.backward(); return l
for _ in range(2): print(round(o.step(c).item(), 7))
x = torch.ones(2, requires_grad=True)
try: torch.optim.LBFGS([x], line_search_fn='armijo').step(lambda: (x ** 2).sum().backward() or (x ** 2).sum())
except RuntimeError as e: print(e)
def bad(): o2.zero_grad(); l = (x ** 2 - x ** 3).sum(); l.backward(); return l
o2 = torch.optim.LBFGS([x], line_search_fn='strong_wolfe', max_iter=3); print(round(o2.step(bad).item(), 5), x)
