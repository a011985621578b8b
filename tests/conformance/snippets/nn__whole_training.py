# a seeded training with shuffling, dropout, batch norm, Adam and a schedule prints the same digits
# tier: 3
import torch, torch.nn as nn, torch.nn.functional as F
from torch.utils.data import TensorDataset, DataLoader
torch.manual_seed(42)
X=torch.randn(100,4); y=(X@torch.tensor([1.,-2.,.5,3.])>0).long()
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.net=nn.Sequential(nn.Linear(4,16),nn.BatchNorm1d(16),nn.ReLU(),nn.Dropout(0.2),nn.Linear(16,2))
    def forward(self,x): return self.net(x)
m=Net(); print(m)
opt=torch.optim.Adam(m.parameters(),lr=1e-2,weight_decay=1e-4); sch=torch.optim.lr_scheduler.StepLR(opt,2,0.5)
crit=nn.CrossEntropyLoss()
dl=DataLoader(TensorDataset(X,y),batch_size=16,shuffle=True)
for ep in range(4):
    m.train(); tot=0.
    for xb,yb in dl:
        opt.zero_grad(); l=crit(m(xb),yb); l.backward(); nn.utils.clip_grad_norm_(m.parameters(),1.0); opt.step(); tot+=l.item()*len(xb)
    sch.step(); m.eval()
    with torch.no_grad(): acc=(m(X).argmax(1)==y).float().mean()
    print(f'{ep} loss {tot/100:.4f} acc {acc:.3f} lr {opt.param_groups[0]["lr"]:.4f}')
