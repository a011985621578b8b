# hann, hamming, blackman, bartlett and kaiser windows, periodic or not, and their refusals
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


for name in ("hann", "hamming", "bartlett", "kaiser"):
    window = getattr(torch, f"{name}_window")
    show(lambda: window(5), lambda: window(6, periodic=False), lambda: window(4, False))
    show(lambda: window(0), lambda: window(1), lambda: window(-1), lambda: window("a"))
    show(lambda: window(4, dtype=torch.float64), lambda: window(4, dtype=torch.int64))
    show(lambda: window(4, requires_grad=True), lambda: window())
show(lambda: torch.blackman_window(6, dtype=torch.float64).round(decimals=6))
show(lambda: torch.hamming_window(5, True, 0.4, 0.5), lambda: torch.hamming_window(5, alpha=0.4))
show(lambda: torch.kaiser_window(5, True, 3.0), lambda: torch.kaiser_window(5, beta=3.0))
frames = torch.arange(8.0, requires_grad=True).unfold(0, 4, 2) * torch.hann_window(4)
frames.sum().backward()
print(frames)
