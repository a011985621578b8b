"""Small programs that more than one test runs."""

DATA = """\
import torch

x = torch.tensor([1.0, 2, 3], requires_grad=True)
y = x.sigmoid()
z = y.data
z.zero_()
y.sum().backward()
print(x.grad)
"""
DETACH = DATA.replace("y.data", "y.detach()")

FAILING = {
    "mismatch": """
import torch
x1 = torch.tensor([1.0, 2, 3], requires_grad=True)
x2 = torch.tensor([1.0, 2, 3], requires_grad=True)
y1 = x1.sigmoid()
y2 = x2.sigmoid()
z1 = y1.data
z2 = y2.detach()
z1.zero_()
z2.zero_()
y1.sum().backward()
y2.sum().backward()
""",
    "mismatch_input": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
h = x * 2
z = (h * h).sum()
h.add_(1)
z.backward()
""",
    "twice": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x * x).sum()
y.backward()
y.backward()
""",
    "nonscalar": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * 2).backward()
""",
    "detached": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.detach() * 2
s = y.sum()
s.backward()
""",
    "no_grad": """
import torch
x = torch.tensor(2.0, requires_grad=True)
with torch.no_grad():
    y = x * 3
y.backward()
""",
    "leaf_written": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
x.add_(1)
""",
    "leaf_view_written": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
x[0] = 5.0
""",
    "shapes": """
import torch
a = torch.ones(2, 3)
b = torch.ones(2)
c = a + b
""",
    "name": """
import torch
tensor = torch.ones(2)
print(tensr)
""",
    "name_failed": """
# %%
import torch
loss = torch.ones(2).backward()
# %%
print(loss)
""",
    "syntax": """
x = (1 + 2
y = 3
""",
    "numpy_write": """
import torch
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x.exp()
n = y.detach().numpy()
n[0] = 0
y.sum().backward()
""",
    "data_assigned": """
import torch
w = torch.tensor([2.0], requires_grad=True)
y = w * w
w.data = torch.tensor([5.0])
y.backward()
""",
    "nan": """
import torch
x = torch.tensor([0.0, -1.0], requires_grad=True)
y = (x.log() / x).sum()
y.backward()
print(x.grad)
""",
    "nothing": "",
    "no_tensors": "a = 1\nprint(a + 1)\n",
}

WORKING = {
    "fan_in": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
a = x * 2
b = x ** 2
c = a * b + x
c.retain_grad()
c.sum().backward()
(x * 3).sum().backward()
x.grad = None
print(x.grad == a)
""",
    "views": """
import torch
b = torch.ones(2, 2, requires_grad=True)
c = b * 2
v = c[0]
w = torch.tensor([3.0, 4.0], requires_grad=True)
v.mul_(w)
d = c.sum() + v.sum()
d.backward()
x = torch.zeros(3)
y = x[1:]
y += 5
x[0] = 7.
""",
    "training": """
import torch
w = torch.tensor(2.0, requires_grad=True)
for step in range(3):
    loss = (w * 3 - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None
""",
    "second_order": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
g, = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)
gg, = torch.autograd.grad(g.sum(), x)
print(gg)
""",
    "hook": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
k = x * 5
k.register_hook(lambda grad: grad * 2)
k.sum().backward()
""",
    "joined": """
import torch
a = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([3.0], requires_grad=True)
c = torch.cat([a, b])
d = torch.stack([c, c])
values, places = d.max(1)
values.sum().backward()
p, q = (a * 2).unbind()
(p * q).backward()
""",
}
