# %% [markdown] lang="en"
# # .data against .detach()
#
# Two columns, the same four steps. Both overwrite what sigmoid has saved for backward. One is
# caught; the other gives a wrong gradient and says nothing.

# %% [markdown] lang="zh"
# # .data 与 .detach() 的较量
#
# 两列代码，同样的四步，都改写了 sigmoid 为反向传播保存的结果。一列当场被抓住，另一列默默给出错误的梯度。

# %%
import torch

x1 = torch.tensor([1.0, 2, 3], requires_grad=True)
x2 = torch.tensor([1.0, 2, 3], requires_grad=True)
print(x1)
print(x2)

# %% [markdown] lang="en"
# ## What sigmoid saves
#
# The derivative of sigmoid is result · (1 − result), so it saves its result, and notes the version
# it saved: v0.

# %% [markdown] lang="zh"
# ## sigmoid 保存了什么
#
# sigmoid 的导数是 result · (1 − result)，所以它保存了自己的结果，并记下当时的版本号：v0。

# %%
y1 = x1.sigmoid()
y2 = x2.sigmoid()
print(y1)
print(y2)

# %% [markdown] lang="en"
# ## Two ways out
#
# Two ways out of the graph. They look alike: same numbers, same storage, no gradient. One
# difference does not show in print: `detach()` shares the version counter, `.data` has its own.

# %% [markdown] lang="zh"
# ## 两种出路
#
# 离开计算图的两种办法，看上去一模一样：数字相同，存储相同，都不要梯度。有一处差别是打印不出来的：`detach()` 共用版本号，`.data` 另有一个自己的。

# %%
z1 = y1.data
z2 = y2.detach()
print(z1)
print(z2)
print(z1.requires_grad)
print(z2.requires_grad)

# %% [question] lang="en"
# `z1` came by `.data`, and `z1.zero_()` will overwrite it. What will `y1._version` be then?
#
# answer: y1._version
#
# why: `.data` has a version counter of its own, so that of `y1` does not move.

# %% [question] lang="zh"
# `z1` 来自 `.data`，`z1.zero_()` 将改写它。之后 `y1._version` 会是多少？
#
# answer: y1._version
#
# why: `.data` 另有自己的版本号，`y1` 的版本号不会动。

# %% [markdown] lang="en"
# ## The write
#
# The write. On the right the counter ticks, and the saved tensor turns to alarm at once. On the
# left the same damage is done, and no counter moves.

# %% [markdown] lang="zh"
# ## 写入
#
# 写入。右边的版本号跳了一格，保存的张量立刻亮起警报；左边造成了同样的破坏，却没有任何版本号变化。

# %%
z1.zero_()
z2.zero_()
print(y1)
print(y2)

# %% [question] lang="en"
# What sigmoid saved has been overwritten. Will `y1.sum().backward()` raise an error?
#
# answer: fails
#
# why: The check compares versions, and the version of `y1` never moved.

# %% [question] lang="zh"
# sigmoid 保存的结果已经被改写。`y1.sum().backward()` 会报错吗？
#
# answer: fails
#
# why: 检查比较的是版本号，而 `y1` 的版本号从未变过。

# %% [markdown] lang="en"
# ## Silently wrong
#
# Backward on the left: 0 · (1 − 0) = 0. Not an error, not a warning, only a gradient that is not
# true. It should have been [0.1966, 0.1050, 0.0452].

# %% [markdown] lang="zh"
# ## 默默出错
#
# 左边反向传播：0 · (1 − 0) = 0。没有报错，没有警告，只有一个不真实的梯度。它本应是 [0.1966, 0.1050, 0.0452]。

# %%
y1.sum().backward()
print(x1.grad)

# %% [question] lang="en"
# On the right the version did move. Which node will refuse to go on in `y2.sum().backward()`?
#
# answer: node that fails
#
# why: The node that saved the tensor is the one that checks its version.

# %% [question] lang="zh"
# 右边的版本号动过了。执行 `y2.sum().backward()` 时，哪个节点会拒绝继续？
#
# answer: node that fails
#
# why: 谁保存了张量，就由谁来检查它的版本。

# %% [question] lang="en"
# And which line is to blame: on which was the saved tensor overwritten?
#
# answer: line that wrote
#
# why: PyTorch's message does not name it; the counter ticked on that line.

# %% [question] lang="zh"
# 那么该怪哪一行：保存的张量是在哪一行被改写的？
#
# answer: line that wrote
#
# why: PyTorch 的报错不会说出这一行；版本号正是在这一行跳动的。

# %% [markdown] lang="en"
# ## Caught
#
# Backward on the right: saved at v0, now at v1. Autograd refuses, and it is right to.

# %% [markdown] lang="zh"
# ## 当场抓住
#
# 右边反向传播：保存时是 v0，现在是 v1。自动微分拒绝计算，它做得对。

# %%
y2.sum().backward()
print(x2.grad)
