# What RNN, LSTM, GRU and their cells refuse
# tier: 2
import torch
nn = torch.nn
for text, call in [
    ("nn.RNN(2, 3, nonlinearity='foo')", lambda: nn.RNN(2, 3, nonlinearity='foo')),
    ('nn.RNN(2, 3)(torch.ones(4, 1, 2), torch.ones(1, 2, 3))', lambda: nn.RNN(2, 3)(torch.ones(4, 1, 2), torch.ones(1, 2, 3))),
    ('nn.RNN(2, 3)(torch.ones(4, 1, 3))', lambda: nn.RNN(2, 3)(torch.ones(4, 1, 3))),
    ('nn.RNN(2, 3)(torch.ones(4))', lambda: nn.RNN(2, 3)(torch.ones(4))),
    ('nn.RNN(2, 3)(torch.ones(4, 2), torch.ones(1, 1, 3))', lambda: nn.RNN(2, 3)(torch.ones(4, 2), torch.ones(1, 1, 3))),
    ('nn.LSTM(2, 3)(torch.ones(4, 1, 2), (torch.ones(1, 1, 3), torch.ones(1, 2, 3)))', lambda: nn.LSTM(2, 3)(torch.ones(4, 1, 2), (torch.ones(1, 1, 3), torch.ones(1, 2, 3)))),
    ('nn.LSTM(2, 3, dropout=0.5)', lambda: nn.LSTM(2, 3, dropout=0.5)),
    ('nn.LSTM(2, 3, dropout=1.5)', lambda: nn.LSTM(2, 3, dropout=1.5)),
    ('nn.LSTM(2, 0)', lambda: nn.LSTM(2, 0)),
    ('nn.LSTM(2, 1.5)', lambda: nn.LSTM(2, 1.5)),
    ('nn.LSTMCell(2, 3)(torch.ones(1, 3))', lambda: nn.LSTMCell(2, 3)(torch.ones(1, 3))),
    ('nn.LSTMCell(2, 3)(torch.ones(1, 1, 2))', lambda: nn.LSTMCell(2, 3)(torch.ones(1, 1, 2))),
    ('nn.LSTMCell(2, 3)(torch.ones(1, 2), torch.ones(1, 3))', lambda: nn.LSTMCell(2, 3)(torch.ones(1, 2), torch.ones(1, 3))),
    ('nn.GRUCell(2, 3)(torch.ones(1, 2), torch.ones(2, 3))', lambda: nn.GRUCell(2, 3)(torch.ones(1, 2), torch.ones(2, 3))),
    ('nn.RNNCell(2, 3)(torch.ones(1, 2), torch.ones(1, 4))', lambda: nn.RNNCell(2, 3)(torch.ones(1, 2), torch.ones(1, 4))),
    ("nn.RNNCell(2, 3, nonlinearity='relu')", lambda: nn.RNNCell(2, 3, nonlinearity='relu')),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
