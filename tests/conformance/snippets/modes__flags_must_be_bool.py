# set_grad_enabled and its kin take bools alone
# tier: 2
import torch
for text, call in [
    ("torch.set_grad_enabled('a')", lambda: torch.set_grad_enabled('a')),
    ('torch.set_grad_enabled(1)', lambda: torch.set_grad_enabled(1)),
    ('torch.set_grad_enabled(None)', lambda: torch.set_grad_enabled(None)),
    ('torch.is_grad_enabled()', lambda: torch.is_grad_enabled()),
    ('torch.set_grad_enabled(True)', lambda: torch.set_grad_enabled(True)),
    ('torch.autograd.set_detect_anomaly(1)', lambda: torch.autograd.set_detect_anomaly(1)),
    ('torch.tensor([1.], requires_grad=1)', lambda: torch.tensor([1.], requires_grad=1)),
    ("torch.zeros(2, requires_grad='a')", lambda: torch.zeros(2, requires_grad='a')),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
