# clamp of truth values: refused between truth values, done between numbers
# tier: 3
import torch
b = torch.tensor([True, False])
for ask in (
    lambda: b.clamp(True), lambda: b.clamp(max=True), lambda: b.clamp(False, True),
    lambda: b.clone().clamp_(True), lambda: b.clamp_min(True), lambda: torch.clip(b, True), lambda: torch.tensor(True).clamp_max(False),
    lambda: b.clamp(0), lambda: b.clamp(False, 1), lambda: b.clamp(max=0.5), lambda: b.clamp(b), lambda: torch.tensor([0, 2]).clamp(True), lambda: torch.tensor([0.0, 2]).clamp(True, 1.5),
):
    try:
        print(ask())
    except NotImplementedError as error:
        print(error)
