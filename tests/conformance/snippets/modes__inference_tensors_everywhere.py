# What inference tensors allow
# tier: 3
import torch
with torch.inference_mode():
    x = torch.ones(2)
    print(x.is_inference(), x.requires_grad, torch.is_inference_mode_enabled(), torch.is_grad_enabled())
    y = x * 2
    y.add_(1)
    print(y)
try: y.requires_grad_()
except Exception as e: print(type(e).__name__, e)
try: y._version
except Exception as e: print(type(e).__name__, e)
w = torch.ones(2, requires_grad=True)
try: print((w * y).sum().backward())
except Exception as e: print(type(e).__name__, e)
try: print((w + y).sum().backward(), w.grad)
except Exception as e: print(type(e).__name__, e)
try: y.add_(1)
except Exception as e: print(type(e).__name__, e)
print(y.clone().is_inference())
@torch.inference_mode()
def f(t): return t * 2
print(f(w).is_inference())
with torch.inference_mode(False): print(torch.is_grad_enabled())
