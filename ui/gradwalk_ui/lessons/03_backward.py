# %% [markdown] lang="en"
# # Backward, and gradients that add up
#
# Where 121.6140 and 12.1614 come from, and why the second backward doubles them.

# %% [markdown] lang="zh"
# # 反向传播与梯度累积
#
# 121.6140 和 12.1614 是怎么来的？为什么第二次反向传播之后它们翻了一倍？

# %%
import torch

x = torch.tensor(10.0)
y = torch.tensor([[3.0]])
w = torch.tensor([[0.8231]], requires_grad=True)
b = torch.tensor([[0.8497]], requires_grad=True)
loss = torch.nn.MSELoss()

# %% [markdown] lang="en"
# ## A 1 sets out
#
# The gradient sets out at the loss as a plain 1. MSE makes 2·(z − y) = 12.1614 of it; + hands that
# on unchanged to both sides; × multiplies it by the other factor, 10.

# %% [markdown] lang="zh"
# ## 从 1 出发
#
# 梯度从损失出发时只是一个 1。均方误差把它变成 2·(z − y) = 12.1614；加法原样传给两边；乘法则乘上另一个因子 10。

# %%
loss_value = loss(w * x + b, y)
loss_value.backward()
print(w.grad)
print(b.grad)

# %% [markdown] lang="en"
# ## By hand
#
# No engine needed: 2·(z − y), and for `w` that times `x`.

# %% [markdown] lang="zh"
# ## 亲手算
#
# 不用引擎也行：2·(z − y)；对 `w`，再乘上 `x`。

# %%
z = 0.8231 * 10 + 0.8497
print(round(2 * (z - 3) * 10, 4))
print(round(2 * (z - 3), 4))

# %% [question] lang="en"
# The same forward once more, a new graph, and backward. What will `print(w.grad)` show?
#
# answer: printed 1
# - tensor([[121.6140]])
# - tensor([[243.2280]])
# - None
#
# why: A leaf adds what arrives to what it holds; a new graph changes nothing in that.

# %% [question] lang="zh"
# 同样的前向再来一次，得到一张新图，再反向传播。`print(w.grad)` 会打印什么？
#
# answer: printed 1
#
# why: 叶子把新到的梯度加到已有的梯度上，换一张新图也一样。

# %% [markdown] lang="en"
# ## Once more
#
# A new forward pass makes a new graph, but `w` and `b` are the same leaves, and a
# leaf adds what arrives to what it holds. Watch old + new at each of them.

# %% [markdown] lang="zh"
# ## 再来一次
#
# 新的前向传播会建一张新图，但 `w` 和 `b` 还是原来的叶子；叶子会把新到的梯度加到已有的梯度上。注意看每个叶子上的“旧值 + 新值”。

# %%
loss(w * x + b, y).backward()
print(w.grad)
print(b.grad)

# %% [question] lang="en"
# `optimizer.zero_grad()` clears the gradients. What will `print(w.grad)` show then?
#
# answer: printed 1
# - tensor([[0.]])
# - tensor([[243.2280]])
# - None
#
# why: Since PyTorch 2.0 it lets go of the tensor in place of filling it with zeros.

# %% [question] lang="zh"
# `optimizer.zero_grad()` 会清掉梯度。这时 `print(w.grad)` 会打印什么？
#
# answer: printed 1
#
# why: 从 PyTorch 2.0 起，它直接丢掉梯度张量，而不是填成零。

# %% [markdown] lang="en"
# ## Clear the table
#
# Adding up is good when a batch comes in pieces, and a bug when you forget it. `zero_grad()` puts
# the gradients back to None.

# %% [markdown] lang="zh"
# ## 清零
#
# 分批计算时，累积正合心意；要是忘了清零，就成了 bug。`zero_grad()` 把梯度重新变回 None。

# %%
optimizer = torch.optim.SGD([w, b], lr=0.001)
optimizer.zero_grad()
print(w.grad)

# %% [markdown] lang="en"
# ## One step of training
#
# One honest step of training: backward, then `step()`, which writes into the parameters in place.
# Their version goes from 0 to 1, and they are still leaves. The loss falls.

# %% [markdown] lang="zh"
# ## 训练一步
#
# 老老实实训练一步：先反向传播，再用 `step()` 原位改写参数。它们的版本号从 0 变成 1，但仍然是叶子。损失变小了。

# %%
loss(w * x + b, y).backward()
optimizer.step()
print(w)
print(b)
print(loss(w * x + b, y).item() < loss_value.item())
