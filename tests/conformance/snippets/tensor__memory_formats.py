# clone and contiguous in a memory format: strides, nodes, gradients, and what is refused
# tier: 3
import torch

last = torch.channels_last
x = torch.arange(24.0, requires_grad=True)
images = x.view(2, 3, 2, 2)
y = images.contiguous(memory_format=last)
print(y.stride(), y.is_contiguous(), y.is_contiguous(memory_format=last), y.grad_fn.name())
print(y.contiguous(memory_format=last) is y, images.is_contiguous(memory_format=last))
z = images.clone(memory_format=last)
print(z.stride(), z.grad_fn.name(), z.clone().stride(), (z * 2).stride(), z.contiguous().stride())
print(torch.clone(images, memory_format=last).stride(), torch.equal(z, images))
(z * torch.arange(24.0).view(2, 3, 2, 2)).sum().backward()
print(x.grad)
turned = torch.arange(6.0).view(2, 3).t()
print(turned.contiguous(memory_format=torch.contiguous_format).stride())
print(turned.clone(memory_format=torch.contiguous_format).stride())
print(turned.clone(memory_format=torch.preserve_format).stride())
print(turned.is_contiguous(memory_format=torch.contiguous_format))
for call in [
    lambda: turned.contiguous(memory_format=torch.preserve_format),
    lambda: images[0].contiguous(memory_format=last),
    lambda: turned.clone(memory_format=last),
    lambda: turned.contiguous(torch.contiguous_format),
    lambda: turned.contiguous(memory_format=3),
]:
    try:
        call()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
