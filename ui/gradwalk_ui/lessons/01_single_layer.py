# %% [markdown] lang="en"
# # One layer, drawn as a graph
#
# The smallest network there is: one weight, one bias, one loss. Run it and a graph grows beside
# the code, one op at a time.

# %% [markdown] lang="zh"
# # 一层网络，一张计算图
#
# 最小的神经网络：一个权重、一个偏置、一个损失。运行它，代码旁边就会一步一步长出一张计算图。

# %%
import torch

# %% [markdown] lang="en"
# ## The data
#
# The data: an input `x`, and `y`, what we hope to get for it. Both are plain numbers in boxes;
# nobody will ask for their gradient, and the picture says so.

# %% [markdown] lang="zh"
# ## 数据
#
# 先准备数据：输入 `x`，以及期望得到的结果 `y`。它们只是装着数字的张量，没有谁会要它们的梯度，图上也看得出来。

# %%
x = torch.tensor(10.0)
y = torch.tensor([[3.0]])
print(x)
print(y)

# %% [markdown] lang="en"
# ## The parameters
#
# The parameters. `requires_grad=True` is the one switch that matters: from here on, whatever is
# computed from `w` or `b` is recorded.

# %% [markdown] lang="zh"
# ## 参数
#
# 再准备参数。关键只在一个开关：`requires_grad=True`。从此以后，凡是由 `w` 或 `b` 算出来的东西，都会被记录下来。

# %%
w = torch.tensor([[0.8231]], requires_grad=True)
b = torch.tensor([[0.8497]], requires_grad=True)
print(w)
print(b)

# %% [markdown] lang="en"
# ## Forward
#
# The forward pass. One line of Python, two ops in the graph: first ×, then +. Watch × keep a copy
# of what it will need later (a dashed card hangs on it), while + keeps nothing. Can you say why?

# %% [markdown] lang="zh"
# ## 前向传播
#
# 前向传播。Python 里只有一行，图上却有两个运算：先 ×，后 +。注意看：× 会留下以后要用的东西（挂在它旁边的虚线卡片），而 + 什么也不留。想一想，这是为什么？

# %%
z = w * x + b
print(z)

# %% [markdown] lang="en"
# ## The loss
#
# The loss says how far `z` is from `y`: (9.0807 − 3)². One number, the root of the graph.

# %% [markdown] lang="zh"
# ## 损失
#
# 损失衡量 `z` 离 `y` 有多远：(9.0807 − 3)²。它只是一个数，也就是这张图的根节点。

# %%
loss = torch.nn.MSELoss()
loss_value = loss(z, y)
print(loss_value)

# %% [markdown] lang="en"
# ## And back
#
# And back. Every op now runs in reverse: it takes the gradient that arrives, multiplies it by its
# own local derivative and passes it on. At × the saved 10 is used: that is why `w` gets ten times
# what `b` gets.

# %% [markdown] lang="zh"
# ## 往回走
#
# 现在往回走。每个运算都倒过来执行：接过传来的梯度，乘上自己的局部导数，再往前传。在 × 那里用到了先前保存的 10，所以 `w` 得到的梯度正好是 `b` 的十倍。

# %%
loss_value.backward()
print(w.grad)
print(b.grad)
