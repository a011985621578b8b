# %% [markdown] lang="en"
# # The derivative of a derivative
#
# With `create_graph=True` backward is itself computed with tensors that remember where they came
# from. So a derivative has a graph of its own, and can be differentiated again.

# %% [markdown] lang="zh"
# # 导数的导数
#
# 加上 `create_graph=True`，反向传播本身也用记得来历的张量来算。于是导数也有了自己的计算图，可以再求一次导。

# %%
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**3
print(y)

# %% [markdown] lang="en"
# ## The backward leaves a graph
#
# Watch the new boxes grow while backward runs: `pow` needs x² and 3 for its derivative, and each
# step becomes a node. What comes out, `dy`, is 3x² = 12, and unlike other gradients it has a
# `grad_fn`.

# %% [markdown] lang="zh"
# ## 反向传播留下一张图
#
# 看反向传播进行时长出的新方框：`pow` 求导要用 x² 和 3，每一步都成为一个节点。得到的 `dy` 是 3x² = 12，和别的梯度不同，它有 `grad_fn`。

# %%
(dy,) = torch.autograd.grad(y, x, create_graph=True)
print(dy)

# %% [markdown] lang="en"
# ## Walked backward in its turn
#
# The second backward starts at `dy` and walks through the nodes that the first one made, down to
# the same `x`: 6x = 12. Nobody asked it to keep a graph, so `d2y` has no `grad_fn`.

# %% [markdown] lang="zh"
# ## 再沿着它走回去
#
# 第二次反向传播从 `dy` 出发，走过第一次造出的那些节点，回到同一个 `x`：6x = 12。这次没有要求留下计算图，所以 `d2y` 没有 `grad_fn`。

# %%
(d2y,) = torch.autograd.grad(dy, x)
print(d2y)

# %% [markdown] lang="en"
# ## What it is good for
#
# A penalty on the slope of a function, as in a gradient penalty, needs a gradient in the loss. Here
# `loss` holds a derivative, and backward goes through both graphs. Compare the gradient with the
# one by hand: y + dy² = x³ + 9x⁴, whose derivative is 3x² + 36x³ = 300.

# %% [markdown] lang="zh"
# ## 有什么用
#
# 惩罚函数的斜率（例如 gradient penalty）时，损失里就要有梯度。这里的 `loss` 含有导数，反向传播会穿过两张图。和手算比一比：y + dy² = x³ + 9x⁴，导数是 3x² + 36x³ = 300。

# %%
y = x**3
(dy,) = torch.autograd.grad(y, x, create_graph=True)
loss = y + dy**2
loss.backward()
print(x.grad)
