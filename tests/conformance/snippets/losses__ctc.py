# CTC: one node over all alignments, then division by the lengths; an impossible target is infinite
# tier: 2
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
x = torch.randn(5, 2, 4, requires_grad=True)
logs = x.log_softmax(2)
targets, frames, lengths = torch.tensor([[1, 2], [3, 3]]), torch.tensor([5, 5]), torch.tensor([2, 2])
for how in ("mean", "sum", "none"):
    for zero in (False, True):
        loss = F.ctc_loss(logs, targets, frames, lengths, reduction=how, zero_infinity=zero)
        names, node = [], loss.grad_fn
        while node is not None:
            names.append(node.name())
            node = node.next_functions[0][0]
        print(how, zero, loss, names)
node = F.ctc_loss(logs, targets, frames, lengths, reduction="none").grad_fn
print(node._saved_blank, node._saved_input_lengths, node._saved_target_lengths, node._saved_targets)
print(node._saved_result0, node._saved_result1.shape, node._saved_zero_infinity)
nn.CTCLoss()(logs, targets, frames, lengths).backward(retain_graph=True)
print(x.grad)
print(nn.CTCLoss()(logs, torch.tensor([1, 2, 3]), (5, 4), (2, 1)))  # targets one after another
short = (logs, torch.tensor([1, 1, 3]), (2, 3), (2, 1))  # two frames for a, blank, a
for zero in (False, True):
    loss = nn.CTCLoss(reduction="none", zero_infinity=zero)(*short)
    print(loss, torch.autograd.grad(loss.sum(), logs, retain_graph=True))
print(F.ctc_loss(logs, torch.tensor([3]), (0, 3), (0, 1), reduction="none"))
print(F.ctc_loss(logs[:, 0], torch.tensor([1, 2]), torch.tensor(5), torch.tensor(2)))
print(torch.ctc_loss(logs, targets, frames, lengths))
print(nn.CTCLoss(1, "sum"), nn.CTCLoss(1)(logs, torch.tensor([[0, 2], [3, 3]]), frames, lengths))
grad, = torch.autograd.grad(F.ctc_loss(logs, targets, frames, lengths), logs, create_graph=True)
print(grad.grad_fn.name())
for wrong in (
    lambda: grad.sum().backward(),
    lambda: F.ctc_loss(logs, targets, torch.tensor([6, 5]), lengths),
    lambda: F.ctc_loss(logs, targets, frames, torch.tensor([3, 2])),
    lambda: F.ctc_loss(logs, targets, torch.tensor([5]), lengths),
    lambda: F.ctc_loss(logs, targets, frames, torch.tensor([-1, 2])),
    lambda: F.ctc_loss(logs, targets, frames, lengths, blank=4),
    lambda: F.ctc_loss(logs, targets, frames, lengths, reduction="average"),
    lambda: F.ctc_loss(logs, targets, frames.float(), lengths),
    lambda: F.ctc_loss(logs.half(), targets, frames, lengths),
    lambda: F.ctc_loss(logs, torch.tensor([1, 2, 3]), frames, lengths),
    lambda: F.ctc_loss(logs, targets[:1], frames, lengths),
    lambda: F.ctc_loss(logs, targets[None], frames, lengths),
    lambda: F.ctc_loss(logs[0, 0], targets, frames, lengths),
    lambda: F.ctc_loss(logs, targets, 5, 2),
    lambda: nn.CTCLoss()(logs, targets),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
