# layers called with too few or too many arguments: errors name the class whose forward it is
# tier: 2
import torch
import torch.nn as nn

x = torch.ones(2, 3)
for layer in (
    nn.Linear(3, 2),
    nn.ReLU(),
    nn.Dropout(),
    nn.Conv2d(1, 1, 1),
    nn.BatchNorm1d(3),
    nn.MaxPool2d(2),
    nn.Sigmoid(),
    nn.Softmax(1),
    nn.LayerNorm(3),
    nn.Flatten(),
    nn.ELU(),
    nn.Embedding(3, 2),
    nn.LSTM(3, 2),
    nn.Sequential(nn.ReLU()),
):
    for given in ((), (x, x, x, x)):
        try:
            layer(*given)
        except TypeError as error:
            print(error)
for loss in (nn.MSELoss(), nn.CrossEntropyLoss(), nn.BCELoss()):
    try:
        loss(x)
    except TypeError as error:
        print(error)
