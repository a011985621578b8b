# autocast and GradScaler for CUDA where there is none: warned of, and the loop runs as it is
# tier: 2
import torch
from torch import nn
from torch.amp import GradScaler, autocast
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scaler = GradScaler("cuda")
old = torch.cuda.amp.GradScaler(enabled=False)
with torch.autocast(device_type="cuda", dtype=torch.float16, enabled=torch.cuda.is_available()):
    loss = model(torch.ones(2)).sum()
with torch.cuda.amp.autocast():
    print(model(torch.ones(2)).dtype)
scaler.scale(loss).backward()
scaler.unscale_(optimizer)
nn.utils.clip_grad_norm_(model.parameters(), 1.0)
scaler.step(optimizer)
scaler.update()
print(loss.dtype, scaler.get_scale(), scaler.is_enabled(), scaler.state_dict())
@autocast("cuda", enabled=False)
def forward(x):
    return model(x)
print(forward(torch.ones(2)).dtype)
with torch.autocast("cpu", enabled=False):
    print(model(torch.ones(2)).dtype)
