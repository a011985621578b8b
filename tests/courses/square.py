# %% [markdown]
# # The square
#
# Why is the gradient of `x * x` twice `x`?

# %%
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
loss = (x * x).sum()
loss.backward()
print(x.grad)
