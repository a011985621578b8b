"""nn.Module: what it owns, how it is saved, hooks, and the words of its refusals."""

from __future__ import annotations

import copy

import gradwalk as torch
import pytest
from gradwalk import nn


def net():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))


def test_parameters_in_order_and_each_once():
    model = net()
    model.again = model[0]
    names = [name for name, _ in model.named_parameters()]
    assert names == ["0.weight", "0.bias", "2.weight", "2.bias"]


def test_a_saved_state_is_a_copy_only_once_it_is_loaded():
    model, other = net(), net()
    with torch.no_grad():
        model[0].weight.zero_()
    state = model.state_dict()
    other.load_state_dict(state)
    assert torch.equal(other[0].weight, torch.zeros(3, 2))
    with torch.no_grad():
        model[0].weight.add_(1)
    assert state["0.weight"].sum() == 6  # the state aliases the model ...
    assert other[0].weight.sum() == 0  # ... and what was loaded does not


def test_a_deep_copy_shares_nothing():
    model = net()
    other = copy.deepcopy(model)
    model(torch.ones(1, 2)).sum().backward()
    assert other[0].weight.grad is None
    assert other[0].weight.data_ptr() != model[0].weight.data_ptr()
    assert torch.equal(other[0].weight, model[0].weight)


def test_forward_hooks_see_and_change():
    model, seen = net(), []
    before = model.register_forward_pre_hook(lambda _, args: (args[0] * 0,))
    after = model.register_forward_hook(lambda _, args, result: seen.append(args) or result + 1)
    changed = model(torch.ones(1, 2))
    assert seen[0][0].tolist() == [[0.0, 0.0]]
    before.remove()
    after.remove()
    plain = model(torch.zeros(1, 2))
    assert torch.equal(changed, plain + 1)


def test_a_backward_hook_sees_the_gradients():
    layer, seen = nn.Linear(2, 1), []
    layer.register_full_backward_hook(lambda _, before, after: seen.append((before, after)))
    x = torch.ones(1, 2, requires_grad=True)
    layer(x).sum().backward()
    ((grad_input,), (grad_output,)) = seen[0]
    assert grad_output.tolist() == [[1.0]]
    assert torch.equal(grad_input, layer.weight.detach())


def test_training_reaches_the_children():
    model = nn.Sequential(nn.Dropout(0.5), nn.Sequential(nn.BatchNorm1d(2)))
    model.eval()
    assert not model[1][0].training
    x = torch.ones(4, 2)
    assert torch.equal(model[0](x), x)


def test_a_buffer_that_does_not_persist_is_not_saved():
    module = nn.Module()
    module.register_buffer("kept", torch.ones(1))
    module.register_buffer("scratch", torch.ones(1), persistent=False)
    assert list(module.state_dict()) == ["kept"]


def test_the_mean_of_a_batch_is_remembered():
    norm = nn.BatchNorm1d(2, momentum=0.5)
    norm(torch.tensor([[0.0, 2.0], [4.0, 2.0]]))
    assert norm.running_mean.tolist() == [1.0, 1.0]
    assert norm.running_var.tolist() == [4.5, 0.5]
    assert norm.num_batches_tracked == 1


def test_to_double_converts_parameters_and_buffers():
    model = nn.Sequential(nn.Linear(1, 2), nn.BatchNorm1d(2)).double()
    kinds = {each.dtype for each in (*model.parameters(), *model.buffers())}
    assert kinds == {torch.float64, torch.int64}
    assert isinstance(model[0].weight, nn.Parameter)


def test_a_name_that_does_not_exist_yet():
    with pytest.raises(AttributeError, match=r"module .torch\.nn. has no attribute"):
        nn.Linaer(1, 2)  # PyTorch has none such, either
    with pytest.raises(AttributeError, match=r"AdaptiveLogSoftmaxWithLoss does not exist"):
        nn.AdaptiveLogSoftmaxWithLoss(2, 3, [1])
    with pytest.raises(AttributeError, match=r"SyncBatchNorm does not exist .*: there is one"):
        nn.SyncBatchNorm(3)
    with pytest.raises(ImportError, match=r"cannot import name .SyncBatchNorm. from .torch"):
        from gradwalk.nn import SyncBatchNorm  # noqa: F401, PLC0415
