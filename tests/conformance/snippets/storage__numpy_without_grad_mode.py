# numpy() of what requires grad, without grad mode
# tier: 2
import torch
x = torch.ones(2, requires_grad=True)
with torch.no_grad():
    print(x.numpy())
x.numpy()
