# %% [markdown] lang="en"
# # The cut path
#
# Two routes lead from `x` to the result. Cut one of them with `detach()` and the gradient drops
# from 3 to 1.

# %% [markdown] lang="zh"
# # 被切断的路径
#
# 从 `x` 到结果有两条路。用 `detach()` 剪断其中一条，梯度就从 3 变成 1。

# %%
import torch

x = torch.ones(2, 2, requires_grad=True)
y = x * x
print(x)
print(y)

# %% [markdown] lang="en"
# ## The cut
#
# `u` has the numbers of `y` and none of its past. Look for the scissors on the edge.

# %% [markdown] lang="zh"
# ## 剪断
#
# `u` 有 `y` 的数字，却没有它的过去。看看边上的那把剪刀。

# %%
u = y.detach()
print(u)

# %% [question] lang="en"
# `z1 = u * x`, and `u` is `y` detached; all are ones. What will each element of `x.grad` be?
#
# answer: x.grad
#
# why: For backward `u` is a constant; what `y` once was made of does not count.

# %% [question] lang="zh"
# `z1 = u * x`，其中 `u` 是脱离计算图的 `y`，全都是 1。`x.grad` 的每个元素会是多少？
#
# answer: x.grad
#
# why: 对反向传播来说，`u` 是常数；`y` 当初由什么算出来，已经不算数了。

# %% [markdown] lang="en"
# ## A constant
#
# For this product `u` is a constant, so its derivative by `x` is just `u`: ones. The gradient comes
# up to the cut and goes no further.

# %% [markdown] lang="zh"
# ## 当作常数
#
# 对这个乘积来说，`u` 是常数，所以对 `x` 求导就得到 `u` 本身：全是 1。梯度走到剪断的地方，就不再往前了。

# %%
z1 = u * x
z1.sum().backward()
print(x.grad)
print(x.grad == u)

# %% [question] lang="en"
# Now with `y` itself: `z2 = y * x` and `y = x * x`. What will each element of `x.grad` be?
#
# answer: x.grad
#
# why: Two routes lead from `x` to `z2`, and what comes by each is added up.

# %% [question] lang="zh"
# 这次用 `y` 本身：`z2 = y * x`，而 `y = x * x`。`x.grad` 的每个元素会是多少？
#
# answer: x.grad
#
# why: 从 `x` 到 `z2` 有两条路，两边传来的梯度要相加。

# %% [markdown] lang="en"
# ## The whole path
#
# Clear the gradient, and take `y` itself instead of `u`. Now z = x·x·x, and 3·x² is 3: one through
# the product, two through `y`. Watch them meet at `x`.

# %% [markdown] lang="zh"
# ## 完整的路径
#
# 把梯度清掉，这次不用 `u`，改用 `y` 本身。于是 z = x·x·x，3·x² 等于 3：乘积这边来 1，经过 `y` 来 2。看它们在 `x` 处汇合。

# %%
x.grad = None
z2 = y * x
z2.sum().backward()
print(x.grad)
