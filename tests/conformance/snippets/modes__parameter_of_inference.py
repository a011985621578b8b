# A Parameter of an inference tensor
# tier: 3
import torch
with torch.inference_mode():
    z = torch.ones(2)
torch.nn.Parameter(z)
