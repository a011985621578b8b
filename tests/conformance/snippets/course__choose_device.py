# How programs choose a device
# tier: 1
import torch
device = 'cuda' if torch.cuda.is_available() else 'mps' if torch.backends.mps.is_available() else 'cpu'
print(device, torch.device(device))
device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else 'cpu'
print(f'Using {device} device')
torch.backends.cudnn.deterministic = True
torch.backends.cudnn.benchmark = False
torch.set_float32_matmul_precision('high')
print(torch.get_float32_matmul_precision())
model = torch.nn.Linear(2, 1).to(device)
print(model(torch.ones(1, 2).to(device)).shape)
