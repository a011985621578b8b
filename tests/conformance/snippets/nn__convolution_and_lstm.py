# seeded convolution and LSTM layers: values and gradients
# tier: 3
import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(42)
c=nn.Sequential(nn.Conv2d(1,4,3,padding=1),nn.ReLU(),nn.MaxPool2d(2),nn.Flatten(),nn.Linear(4*4*4,3))
img=torch.randn(2,1,8,8); o=c(img); print(o); F.cross_entropy(o,torch.tensor([0,2])).backward(); print(c[0].weight.grad[0])
r=nn.LSTM(3,5,batch_first=True); out,(h,cc)=r(torch.randn(2,4,3)); out.sum().backward(); print(out[:,-1],r.weight_hh_l0.grad.norm())
