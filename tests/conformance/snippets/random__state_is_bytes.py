# A generator's state is bytes: what is in them, taking it up again, what is refused
# tier: 2
import torch

g = torch.Generator().manual_seed(5)
print(repr(g.device), g.get_state().shape, g.get_state()[:40])
start = g.get_state()
print(torch.rand(3, generator=g), g.get_state()[:40])
torch.rand(621, generator=g)
print(g.get_state()[:40])
print(torch.randn(1, generator=g), g.get_state()[-20:])
kept = g.get_state()
print(torch.randn(2, generator=g), g.set_state(kept) is g, torch.randn(2, generator=g))
print(g.set_state(start) is g, torch.rand(2, generator=g), g.initial_seed())
other = g.clone_state()
print(torch.equal(torch.rand(2, generator=g), torch.rand(2, generator=other)))
torch.set_rng_state(start)
print(torch.rand(2), torch.initial_seed(), torch.get_rng_state().dtype)
for attempt in (
    lambda: g.set_state(3), lambda: g.set_state(torch.ones(3)),
    lambda: torch.set_rng_state(torch.ones(3, dtype=torch.uint8)),
    lambda: torch.set_rng_state(torch.zeros(5056, dtype=torch.uint8)),
    lambda: g.manual_seed("a"), lambda: g.manual_seed(1.5), lambda: g.manual_seed(True),
    lambda: g.manual_seed(2**64), lambda: torch.manual_seed(-(2**63) - 1),
    lambda: torch.Generator("nowhere"), lambda: torch.Generator(device="xpu"),
):  # fmt: skip
    try:
        print("!!", attempt())
    except (TypeError, ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
print(torch.rand(2))
