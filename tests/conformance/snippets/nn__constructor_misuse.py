# layers made with too few, too many or unknown arguments
# tier: 2
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


for name in (
    "Linear Conv2d ConvTranspose1d MaxPool2d AvgPool2d AdaptiveAvgPool2d BatchNorm1d LayerNorm GroupNorm "
    "Embedding LSTM GRU RNN Dropout ReLU LeakyReLU Sigmoid Tanh Softmax Flatten MSELoss CrossEntropyLoss "
    "BCELoss NLLLoss MultiheadAttention TransformerEncoderLayer ConstantPad2d ZeroPad2d Upsample"
).split():
    layer = getattr(nn, name)
    show(layer, lambda: layer(1), lambda: layer(1, 2, 3, color="red"))


class Net(nn.Module):
    def forward(self, x):
        return x


show(lambda: Net(3), lambda: Net(width=3), lambda: nn.Module(1))
show(lambda: nn.CrossEntropyLoss(1, 2, 3, 4, 5, 6, 7), lambda: torch.optim.AdamW([nn.Parameter(torch.ones(1))], momentum=1))
