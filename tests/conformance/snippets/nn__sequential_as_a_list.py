# insert, extend, pop, del, + and * of Sequential
# tier: 2
import torch
nn = torch.nn
m = nn.Sequential(nn.Linear(1, 1), nn.ReLU(), nn.Tanh())
m[0] = nn.Identity()
print(m)
for text, call in [
    ('m.insert(1, nn.Sigmoid())', lambda: m.insert(1, nn.Sigmoid())),
    ('m.insert(-1, nn.ELU())', lambda: m.insert(-1, nn.ELU())),
    ('m.insert(9, nn.ELU())', lambda: m.insert(9, nn.ELU())),
    ('m.insert(0, 3)', lambda: m.insert(0, 3)),
    ('m.extend([nn.ReLU(), nn.Tanh()])', lambda: m.extend([nn.ReLU(), nn.Tanh()])),
    ('m.pop(1), m.pop(-1), len(m)', lambda: (m.pop(1), m.pop(-1), len(m))),
    ('m.pop(99)', lambda: m.pop(99)),
    ('m.__delitem__(slice(0, 2)), m', lambda: (m.__delitem__(slice(0, 2)), m)),
    ('m + nn.Sequential(nn.SELU())', lambda: m + nn.Sequential(nn.SELU())),
    ('m * 2', lambda: m * 2),
    ('m * 0', lambda: m * 0),
    ('m + 3', lambda: m + 3),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
