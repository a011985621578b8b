# dirac_, sparse_, and the deprecated names
# tier: 3
import torch
init = torch.nn.init
torch.manual_seed(0)
for text, call in [
    ('init.dirac_(torch.zeros(2, 2, 3))', lambda: init.dirac_(torch.zeros(2, 2, 3))),
    ('init.dirac_(torch.zeros(2, 2))', lambda: init.dirac_(torch.zeros(2, 2))),
    ('init.sparse_(torch.zeros(3, 3), 0.5)', lambda: init.sparse_(torch.zeros(3, 3), 0.5)),
    ('init.orthogonal_(torch.zeros(2))', lambda: init.orthogonal_(torch.zeros(2))),
    ('init.constant(torch.zeros(1), 1)', lambda: init.constant(torch.zeros(1), 1)),
    ('init.xavier_uniform(torch.zeros(2, 2))', lambda: init.xavier_uniform(torch.zeros(2, 2))),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
