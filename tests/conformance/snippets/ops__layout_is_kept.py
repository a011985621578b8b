# clone, zeros_like and their kin keep the strides; cat and softmax do not
# tier: 2
import torch
x = torch.arange(6.).reshape(2, 3).t()
for y in (x.clone(), x.contiguous(), torch.zeros_like(x), torch.cat([x, x]), torch.stack([x]), x.softmax(0), x.cumsum(0), x.clone(memory_format=torch.contiguous_format), x.topk(1).values, x * 2):
    print(y.stride(), y.is_contiguous())
x.clone().view(-1)
