# Weights, betas, targets and old arguments of the losses
# tier: 2
import torch
nn, F = torch.nn, torch.nn.functional
for text, call in [
    ('nn.CrossEntropyLoss(weight=torch.ones(3))(torch.tensor([[1., 2.]]), torch.tensor([0]))', lambda: nn.CrossEntropyLoss(weight=torch.ones(3))(torch.tensor([[1., 2.]]), torch.tensor([0]))),
    ('nn.CrossEntropyLoss(weight=torch.ones(3))(torch.tensor([[1., 2.]]), torch.tensor([[0., 1.]]))', lambda: nn.CrossEntropyLoss(weight=torch.ones(3))(torch.tensor([[1., 2.]]), torch.tensor([[0., 1.]]))),
    ('nn.CrossEntropyLoss()(torch.ones(1, 2), 1)', lambda: nn.CrossEntropyLoss()(torch.ones(1, 2), 1)),
    ('F.binary_cross_entropy_with_logits(torch.tensor([.2]), torch.tensor([1]))', lambda: F.binary_cross_entropy_with_logits(torch.tensor([.2]), torch.tensor([1]))),
    ('F.binary_cross_entropy_with_logits(torch.tensor([.2]), torch.tensor([True]))', lambda: F.binary_cross_entropy_with_logits(torch.tensor([.2]), torch.tensor([True]))),
    ('F.binary_cross_entropy_with_logits(torch.tensor([2]), torch.tensor([1.]))', lambda: F.binary_cross_entropy_with_logits(torch.tensor([2]), torch.tensor([1.]))),
    ('F.smooth_l1_loss(torch.ones(2), torch.zeros(2), beta=-1)', lambda: F.smooth_l1_loss(torch.ones(2), torch.zeros(2), beta=-1)),
    ('F.huber_loss(torch.ones(2), torch.zeros(2), delta=-1)', lambda: F.huber_loss(torch.ones(2), torch.zeros(2), delta=-1)),
    ('F.mse_loss(torch.ones(2), torch.zeros(2), size_average=False)', lambda: F.mse_loss(torch.ones(2), torch.zeros(2), size_average=False)),
    ('nn.MSELoss(reduce=False)(torch.ones(2), torch.zeros(2))', lambda: nn.MSELoss(reduce=False)(torch.ones(2), torch.zeros(2))),
    ('nn.MSELoss()(torch.ones(2), 1)', lambda: nn.MSELoss()(torch.ones(2), 1)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
