# What the normalisations refuse
# tier: 2
import torch
nn, F = torch.nn, torch.nn.functional
for text, call in [
    ('nn.LayerNorm(1)(torch.ones(1, 2, dtype=torch.float64))', lambda: nn.LayerNorm(1)(torch.ones(1, 2, dtype=torch.float64))),
    ('nn.LayerNorm(1)(torch.ones(1, 1, dtype=torch.int64))', lambda: nn.LayerNorm(1)(torch.ones(1, 1, dtype=torch.int64))),
    ('nn.LayerNorm(3)(torch.ones(2))', lambda: nn.LayerNorm(3)(torch.ones(2))),
    ('F.layer_norm(torch.ones(1, 2), (2,), weight=torch.ones(3))', lambda: F.layer_norm(torch.ones(1, 2), (2,), weight=torch.ones(3))),
    ('F.layer_norm(torch.ones(1, 2), (2,), weight=torch.ones(2).double())', lambda: F.layer_norm(torch.ones(1, 2), (2,), weight=torch.ones(2).double())),
    ('F.layer_norm(torch.ones(2), 2)', lambda: F.layer_norm(torch.ones(2), 2)),
    ('nn.BatchNorm1d(3)(torch.ones(2, 4))', lambda: nn.BatchNorm1d(3)(torch.ones(2, 4))),
    ('nn.BatchNorm1d(2)(torch.ones(2, 2, dtype=torch.float64))', lambda: nn.BatchNorm1d(2)(torch.ones(2, 2, dtype=torch.float64))),
    ('nn.BatchNorm1d(2)(torch.ones(2, 2, dtype=torch.int64))', lambda: nn.BatchNorm1d(2)(torch.ones(2, 2, dtype=torch.int64))),
    ('nn.BatchNorm1d(3, track_running_stats=False)(torch.ones(2, 2))', lambda: nn.BatchNorm1d(3, track_running_stats=False)(torch.ones(2, 2))),
    ('nn.GroupNorm(2, 3)', lambda: nn.GroupNorm(2, 3)),
    ('nn.GroupNorm(1, 2)(torch.ones(2, 3))', lambda: nn.GroupNorm(1, 2)(torch.ones(2, 3))),
    ('nn.GroupNorm(1, 2)(torch.ones(2, 2).double())', lambda: nn.GroupNorm(1, 2)(torch.ones(2, 2).double())),
    ('nn.InstanceNorm1d(2, affine=True)(torch.ones(1, 3, 3))', lambda: nn.InstanceNorm1d(2, affine=True)(torch.ones(1, 3, 3))),
    ('nn.InstanceNorm1d(2)(torch.ones(1, 3, 3)).shape', lambda: nn.InstanceNorm1d(2)(torch.ones(1, 3, 3)).shape),
    ('nn.Embedding(3, 2, padding_idx=5)', lambda: nn.Embedding(3, 2, padding_idx=5)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
