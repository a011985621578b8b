# A generator's state is the same bytes in whichever generator takes it over, drawn from or not
# tier: 3
import torch

for drawn in (0, 3, 624, 700):
    g, h = torch.Generator().manual_seed(3), torch.Generator().manual_seed(9)
    torch.rand(drawn, generator=g)
    h.set_state(g.get_state())
    print((h.get_state() == g.get_state()).all(), (h.clone_state().get_state() == g.get_state()).all())
    print(torch.equal(torch.rand(5, generator=g), torch.rand(5, generator=h)), g.get_state()[8:20])
    h.manual_seed(3)
    print(h.get_state()[8:20])
