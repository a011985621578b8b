# A device number, the default device, a with
# tier: 2
import torch
for text, call in [
    ('torch.ones(2).to(5)', lambda: torch.ones(2).to(5)),
    ('torch.ones(2).cuda(0)', lambda: torch.ones(2).cuda(0)),
    ("torch.ones(2).cuda('cpu')", lambda: torch.ones(2).cuda('cpu')),
    ("torch.nn.Linear(2, 2, device='cuda')", lambda: torch.nn.Linear(2, 2, device='cuda')),
    ('torch.nn.Linear(2, 2).cuda(0)', lambda: torch.nn.Linear(2, 2).cuda(0)),
    ("torch.nn.Embedding(2, 2, device='cuda')", lambda: torch.nn.Embedding(2, 2, device='cuda')),
    ("torch.set_default_device('cuda')", lambda: torch.set_default_device('cuda')),
    ('torch.zeros(1)', lambda: torch.zeros(1)),
    ('torch.set_default_device(None)', lambda: torch.set_default_device(None)),
    ('torch.zeros(1)', lambda: torch.zeros(1)),
    ("torch.set_default_device('foo')", lambda: torch.set_default_device('foo')),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
