# %% [markdown] lang="en"
# # What backward keeps, and what it frees
#
# Gradients of tensors in the middle are passed on and dropped; so is the graph itself. How to keep
# either, and what happens to those who try without.

# %% [markdown] lang="zh"
# # 反向传播留下什么，又释放什么
#
# 中间张量的梯度传完就丢，计算图用完也丢。怎样把它们留下？不留又硬要用，会怎样？

# %%
import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)

# %% [markdown] lang="en"
# ## Asking to keep
#
# `y` lies in the middle. Ask it to keep its gradient, before backward. `z` is not asked, and keeps
# nothing.

# %% [markdown] lang="zh"
# ## 请求保留
#
# `y` 在中间。要在反向传播之前请它保留梯度。`z` 没有被请，就什么也不留。

# %%
y = x * x
y.retain_grad()
z = y * 2
loss = z.sum()
loss.backward()
print(x.grad)
print(y.grad)
print(z.retains_grad)

# %% [markdown] lang="en"
# ## A second journey
#
# Now look at ×: the tensors it had saved are gone, their cards faded. They were freed the moment
# they had been used, so a second journey finds nothing to multiply with.

# %% [markdown] lang="zh"
# ## 第二趟
#
# 再看 ×：它保存的张量已经没了，卡片也淡去了。它们一用完就被释放，所以第二趟反向传播找不到可以相乘的东西。

# %%
loss.backward()

# %% [markdown] lang="en"
# ## Both journeys allowed
#
# If you do need two journeys over one graph, say so on the first: `retain_graph=True`. Both arrive,
# and the leaf adds them up.

# %% [markdown] lang="zh"
# ## 允许走两趟
#
# 如果确实要在同一张图上走两趟，第一趟就要说明：`retain_graph=True`。这样两趟都能走完，叶子把两次的梯度加在一起。

# %%
x.grad = None
loss = (x * x * 2).sum()
loss.backward(retain_graph=True)
print(x.grad)
loss.backward()
print(x.grad)

# %% [markdown] lang="en"
# ## Or simply anew
#
# Most of the time you want neither: compute the loss anew, and a new graph comes with it.

# %% [markdown] lang="zh"
# ## 或者干脆重算
#
# 不过多数时候两样都不需要：把损失重新算一遍，新的计算图自然就有了。

# %%
x.grad = None
(x * x * 2).sum().backward()
print(x.grad)
