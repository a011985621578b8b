# num_workers: the batches are the same, in the same order
# tier: 2
import torch
from torch.utils.data import DataLoader, TensorDataset
def main():
    torch.manual_seed(0)
    data = TensorDataset(torch.arange(6.0), torch.arange(6))
    loader = DataLoader(data, batch_size=4, shuffle=True, num_workers=1)
    print(len(loader), loader.batch_size)
    for x, y in loader:
        print(x, y)
    print(torch.rand(2))
main()
