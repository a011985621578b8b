# A child or parameter assigned anew stays where it was
# tier: 2
import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Linear(1, 1)
        self.b = torch.nn.ReLU()
net = Net()
net.a = torch.nn.Linear(2, 2)
print(net)
net.a = None
print(net)
torch.nn.Module(1)
