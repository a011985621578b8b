# A variational autoencoder whose encoder gives a distribution, trained a few steps
# tier: 2
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

torch.manual_seed(0)


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Linear(6, 8)
        self.mu, self.log_sigma = nn.Linear(8, 2), nn.Linear(8, 2)
        self.dec = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 6))

    def forward(self, x):
        h = F.relu(self.enc(x))
        q = Independent(Normal(self.mu(h), F.softplus(self.log_sigma(h)) + 1e-3), 1)
        z = q.rsample()
        return Independent(Bernoulli(logits=self.dec(z)), 1), q, z


x = (torch.rand(5, 6) > 0.5).float()
model = VAE()
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
prior = Independent(Normal(torch.zeros(2), torch.ones(2)), 1)
for step in range(4):
    p, q, z = model(x)
    kl = kl_divergence(q, prior)
    loss = (kl - p.log_prob(x)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.4f} {kl.mean().item():.4f}")
print(p, q, z.grad_fn, kl.grad_fn, sep="\n")
