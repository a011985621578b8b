# torch.random.fork_rng: what is drawn within does not count afterwards
# tier: 3
import torch
torch.manual_seed(0)
with torch.random.fork_rng():
    print(torch.rand(2))
    torch.manual_seed(5)
print(torch.rand(2))
state = torch.random.get_rng_state()
first = torch.rand(1)
torch.random.set_rng_state(state)
print(first == torch.rand(1), torch.random.initial_seed())
print(torch.nn.utils.get_total_norm([torch.ones(2), torch.ones(2)]))
