# Paths inside torch that programs import from: torch.nn.modules.conv and others
# tier: 2
import torch, torch.nn as nn
from torch.nn.modules.utils import _pair, _single
from torch.nn.modules.batchnorm import _BatchNorm, _NormBase
from torch.nn.modules.loss import _Loss, _WeightedLoss
from torch.nn.modules.conv import _ConvNd, Conv2d
from torch.nn.modules import Module, Linear
from torch.utils.data.dataset import Dataset, random_split
from torch.utils.data.dataloader import DataLoader, default_collate
from torch.utils.data.sampler import Sampler, SequentialSampler, SubsetRandomSampler, WeightedRandomSampler
from torch.autograd.variable import Variable
from torch.autograd.grad_mode import no_grad
from torch.autograd.anomaly_mode import detect_anomaly
from torch.nn.utils.clip_grad import clip_grad_norm_
from torch.utils.hooks import RemovableHandle
import torch.nn.modules.activation as A
print(_pair(3), _pair([1,2]), _single("ab"), nn.modules.conv.Conv1d, A.ReLU, Module, Linear is nn.Linear)
print([isinstance(m, _BatchNorm) for m in (nn.BatchNorm2d(2), nn.InstanceNorm2d(2), nn.LayerNorm(2))])
print([isinstance(m, _NormBase) for m in (nn.BatchNorm2d(2), nn.InstanceNorm2d(2), nn.LayerNorm(2))])
print([isinstance(m, _ConvNd) for m in (nn.Conv2d(2,2,1), nn.ConvTranspose1d(2,2,1), nn.Linear(2,2))])
print([isinstance(m, _Loss) for m in (nn.MSELoss(), nn.CrossEntropyLoss(), nn.BCELoss())], issubclass(nn.BCELoss,_WeightedLoss))
print([isinstance(m, nn.RNNBase) for m in (nn.LSTM(2,2), nn.GRUCell(2,2))], issubclass(nn.GRUCell, nn.RNNCellBase))
print(Variable is torch.autograd.Variable or 0, no_grad is torch.no_grad, Dataset.__module__, _ConvNd, nn.modules.pooling._MaxPoolNd, nn.modules.dropout._DropoutNd)
import torch.nn.modules.conv
print(torch.nn.modules.conv is nn.modules.conv, torch.utils.data.dataset.TensorDataset is torch.utils.data.TensorDataset)
print(nn.modules.Sequential(nn.modules.linear.Linear(1, 1), nn.modules.activation.Tanh()), _pair.__name__)
