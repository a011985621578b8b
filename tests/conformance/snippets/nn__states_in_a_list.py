# An LSTM takes its two states as a list, too, as what detaches them in a loop makes one.
# tier: 2
import torch
from torch import nn

torch.manual_seed(0)
lstm, cell = nn.LSTM(3, 4, batch_first=True), nn.LSTMCell(3, 4)
x = torch.ones(2, 5, 3)
states = (torch.zeros(1, 2, 4), torch.zeros(1, 2, 4))
for start in (0, 2):
    states = [each.detach() for each in states]
    out, states = lstm(x[:, start : start + 2], states)
    lstm.zero_grad()
    out.sum().backward()
    print(type(states).__name__, out.shape, lstm.weight_ih_l0.grad is not None)
out, _ = lstm(x[0], [torch.zeros(1, 4), torch.zeros(1, 4)])
print(out.shape)
h = torch.zeros(1, 2, 4)
for wrong in (
    lambda: lstm(x, [h, h, h]),
    lambda: lstm(x, [h]),
    lambda: lstm(x, [h, torch.zeros(2, 2, 4)]),
    lambda: cell(x[:, 0], [h[0]]),
    lambda: cell(x[:, 0], (h[0], h[0], h[0])),
    lambda: nn.GRU(3, 4)(x, [h]),
):
    try:
        wrong()
    except (RuntimeError, IndexError, AttributeError) as error:
        print(type(error).__name__, error)
h, c = cell(x[:, 0], [h[0], h[0]])
print(h.shape, c.requires_grad)
