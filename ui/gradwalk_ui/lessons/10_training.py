# %% [markdown] lang="en"
# # Training, step by step
#
# The same walk, many times: forward, backward, and then somebody writes to the parameters. The loss by
# step stands beside the graph; a click on it, or the keys { and }, goes to a step.

# %% [markdown] lang="zh"
# # 训练：一步一步来
#
# 同一趟路走很多遍：前向、反向，然后写一次参数。各步的损失画在计算图旁边；点一下曲线，或者按 { 和 }，就到那一步。

# %%
import torch

torch.manual_seed(1)
x = torch.tensor([[-1.0], [-0.5], [0.5], [1.0]])
y = torch.tensor([[-0.8], [-0.5], [0.5], [0.8]])

# %% [markdown] lang="en"
# ## Twenty steps
#
# `loss.backward()` fills `w1.grad` and `w2.grad`; `optimizer.step()` reads them and writes both
# parameters in place, so their version goes up by one at every step. Watch the norms of the gradients
# at the right: they shrink as the loss does.

# %% [markdown] lang="zh"
# ## 二十步
#
# `loss.backward()` 填好 `w1.grad` 和 `w2.grad`；`optimizer.step()` 读取它们，原地写两个参数，所以每一步版本号都加一。
# 看右边梯度的范数：损失变小，它们也跟着变小。

# %%
w1 = torch.randn(1, 3, requires_grad=True)
w2 = torch.randn(3, 1, requires_grad=True)
optimizer = torch.optim.SGD([w1, w2], lr=0.1)
for step in range(20):
    hidden = torch.tanh(x @ w1)
    loss = ((hidden @ w2 - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"{loss.item():.4f}")

# %% [markdown] lang="en"
# ## Without zero_grad
#
# The same once more, and nobody clears `.grad`. Each backward adds to what is there already, so the
# second step takes the gradient of the first as well, the third that of both. The loss falls, shoots
# past, and comes back. The page says so, and at which step it begins.

# %% [markdown] lang="zh"
# ## 没有 zero_grad
#
# 再来一遍，但没有人清空 `.grad`。每次反向传播都加在已有的值上：第二步连第一步的梯度也一起走，第三步再加上前两步的。
# 损失降下去，冲过头，又弹回来。页面会指出这件事，以及从哪一步开始。

# %%
v1 = torch.ones(1, 3, requires_grad=True)
v2 = torch.full((3, 1), 0.1, requires_grad=True)
optimizer = torch.optim.SGD([v1, v2], lr=0.2)
for step in range(10):
    hidden = torch.tanh(x @ v1)
    uncleared = ((hidden @ v2 - y) ** 2).mean()
    uncleared.backward()
    optimizer.step()
print(f"{uncleared.item():.4f}")
