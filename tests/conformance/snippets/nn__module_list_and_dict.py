# pop, +=, del, clear of ModuleList and ModuleDict
# tier: 2
import torch
nn = torch.nn
l = nn.ModuleList([nn.ReLU(), nn.Tanh()])
l[0] = nn.ELU()
print(l)
l += [nn.ReLU()]
del l[1]
d = nn.ModuleDict({'a': nn.ReLU(), 'b': nn.Tanh()})
for text, call in [
    ('l, l + [nn.Tanh()]', lambda: (l, l + [nn.Tanh()])),
    ('l.pop(0), len(l)', lambda: (l.pop(0), len(l))),
    ('l.extend(nn.ReLU())', lambda: l.extend(nn.ReLU())),
    ('nn.ModuleList(3)', lambda: nn.ModuleList(3)),
    ("d.pop('a'), d", lambda: (d.pop('a'), d)),
    ('d.update(3)', lambda: d.update(3)),
    ('d.clear(), d', lambda: (d.clear(), d)),
    ("nn.ModuleDict({'a.b': nn.ReLU()})", lambda: nn.ModuleDict({'a.b': nn.ReLU()})),
    ("nn.ParameterDict({'a': torch.ones(2), 'b': torch.ones(2, 3)})", lambda: nn.ParameterDict({'a': torch.ones(2), 'b': torch.ones(2, 3)})),
    ('nn.ParameterList([torch.ones(1)]).extend([torch.ones(2)])', lambda: nn.ParameterList([torch.ones(1)]).extend([torch.ones(2)])),
    ('nn.ParameterList().extend(3)', lambda: nn.ParameterList().extend(3)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
