# %% [markdown]
# # The square
#
# A program of the course's own.

# %%
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * x).sum().backward()
print(x.grad)
