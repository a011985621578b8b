# enable_grad within inference_mode records nothing all the same
# tier: 3
import torch
w = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    with torch.enable_grad():
        print(torch.is_grad_enabled(), (w * 2).requires_grad)
    v = w[0]
print(v.is_inference(), (w * 2).requires_grad)
a = torch.ones(2)
with torch.inference_mode():
    b = torch.ones(2)
print((b + 1).is_inference(), b.clone().is_inference(), b[0].is_inference(), b.detach().is_inference(), (a + b).is_inference())
