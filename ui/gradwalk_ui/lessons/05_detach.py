# %% [markdown] lang="en"
# # detach: two tensors, one storage
#
# `detach()` gives a new tensor that the graph knows nothing of. The numbers, however, are not
# copied, and that has consequences.

# %% [markdown] lang="zh"
# # detach：两个张量，一份存储
#
# `detach()` 返回一个与计算图无关的新张量。但数字并没有复制一份，后果由此而来。

# %%
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x.detach()
print(x.requires_grad)
print(y.requires_grad)

# %% [markdown] lang="en"
# ## One place in memory
#
# Two objects, one place in memory. The picture gives both the same letter.

# %% [markdown] lang="zh"
# ## 内存里的同一处
#
# 对象是两个，内存里的位置却只有一处。图上两者带着同一个字母。

# %%
print(x is y)
print(x.untyped_storage().data_ptr() == y.untyped_storage().data_ptr())

# %% [question] lang="en"
# `x` is 2 and `y = x.detach()`. After `y.add_(10)`, what will `print(x)` show?
#
# answer: printed 2
# - tensor(2., requires_grad=True)
# - tensor(12., requires_grad=True)
# - tensor(12.)
#
# why: `detach()` copies nothing: two tensors, one place in memory.

# %% [question] lang="zh"
# `x` 是 2，`y = x.detach()`。执行 `y.add_(10)` 之后，`print(x)` 会打印什么？
#
# answer: printed 2
#
# why: `detach()` 什么也没有复制：两个张量，内存里却是同一处。

# %% [markdown] lang="en"
# ## One write, both change
#
# So a write through `y` is a write to `x`. They share the version counter as well: it ticks from 0
# to 1, and autograd can see that something has happened.

# %% [markdown] lang="zh"
# ## 一次写入，两个都变
#
# 所以通过 `y` 写入，就等于写入 `x`。两者还共用一个版本号：它从 0 变成 1，自动微分因此知道有人动过数据。

# %%
print(x)
y.add_(10)
print(x)
print(x._version, y._version)

# %% [markdown] lang="en"
# ## The same square, twice
#
# The numbers agree. But one has a way back to `x`, the other has not.

# %% [markdown] lang="zh"
# ## 同样的平方算两次
#
# 数字一样，但一个有路可以回到 `x`，另一个没有。

# %%
z1 = x ** 2
z2 = y ** 2
print(z1)
print(z2)

# %%
z1.sum().backward()
print(x.grad)

# %% [question] lang="en"
# `z2` was computed from `y`, which is detached. Will `z2.sum().backward()` raise an error?
#
# answer: fails
#
# why: Nothing that went into `z2` wants a gradient, so there is no graph to walk.

# %% [question] lang="zh"
# `z2` 是由 `y` 算出来的，而 `y` 已经脱离了计算图。`z2.sum().backward()` 会报错吗？
#
# answer: fails
#
# why: 参与 `z2` 的张量都不需要梯度，所以没有图可走。

# %% [markdown] lang="en"
# ## No graph, no gradient
#
# Was the write dangerous? Not here: `**` saved `x` after it. And this is what a tensor without a
# graph answers when you ask it for gradients.

# %% [markdown] lang="zh"
# ## 没有图，就没有梯度
#
# 刚才那次写入危险吗？这里不危险：`**` 是在写入之后才保存 `x` 的。而对一个没有计算图的张量要梯度，它会这样回答。

# %%
z2.sum().backward()
