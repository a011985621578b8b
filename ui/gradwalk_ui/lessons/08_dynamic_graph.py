# %% [markdown] lang="en"
# # A graph made while the code runs
#
# A static graph is drawn first and fed with numbers later. PyTorch's is dynamic: it is made by
# running, so an ordinary loop decides how long it gets.

# %% [markdown] lang="zh"
# # 边运行边建的图
#
# 静态图是先画好，再往里送数。PyTorch 用的是动态图：边运行边搭建，所以一个普通的循环就能决定图有多长。

# %%
import torch

w = torch.tensor(2.0, requires_grad=True)

# %% [markdown] lang="en"
# ## The loop
#
# Nothing here says how often the loop turns. The number in `h` does, when the time comes.

# %% [markdown] lang="zh"
# ## 循环
#
# 这里没有写循环要转几圈。到时候由 `h` 里的数说了算。

# %%
def grow(h):
    while h < 10:
        h = w * h
    return h

# %% [markdown] lang="en"
# ## Four turns
#
# From 1 it takes four turns, so there are four × in a row, all fed by the same `w`. Going back, each
# of them sends `w` its share; the sum is 4·w³ = 32.

# %% [markdown] lang="zh"
# ## 四圈
#
# 从 1 开始要转四圈，于是有四个 × 连成一串，用的都是同一个 `w`。往回走时，每一个都把自己的那一份交给 `w`，合起来是 4·w³ = 32。

# %%
result = grow(torch.tensor(1.0))
print(result)
result.backward()
print(w.grad)

# %% [markdown] lang="en"
# ## One turn
#
# From 6 a single turn is enough. The same function, another graph: the gradient is 6.

# %% [markdown] lang="zh"
# ## 一圈
#
# 从 6 开始，一圈就够了。函数还是那个函数，图却是另一张图：梯度是 6。

# %%
w.grad = None
result = grow(torch.tensor(6.0))
print(result)
result.backward()
print(w.grad)

# %% [markdown] lang="en"
# ## No turn at all
#
# From 50 it does not turn at all: the result is the input itself, no graph, no way back to `w`.

# %% [markdown] lang="zh"
# ## 一圈也不转
#
# 从 50 开始，一圈也不转：结果就是输入本身，没有图，也没有回到 `w` 的路。

# %%
result = grow(torch.tensor(50.0))
print(result.grad_fn)
print(result.requires_grad)
