# A policy whose actions are drawn: REINFORCE, and an actor with a critic
# tier: 2
import torch
import torch.nn as nn
from torch.distributions import Categorical, Normal

torch.manual_seed(1)
policy = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 2))
optimizer = torch.optim.SGD(policy.parameters(), lr=0.1)
for episode in range(3):
    state, log_probs, rewards = torch.randn(3), [], []
    for _ in range(5):
        m = Categorical(logits=policy(state))
        action = m.sample()
        log_probs.append(m.log_prob(action))
        rewards.append(float(action.item() == int(state[0] > 0)))
        state = torch.randn(3)
    returns, total = [], 0.0
    for reward in reversed(rewards):
        total = reward + 0.9 * total
        returns.insert(0, total)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + 1e-8)
    loss = torch.stack([-p * r for p, r in zip(log_probs, returns)]).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.4f} {rewards} {m.entropy().item():.4f}")

actor, critic = nn.Linear(3, 1), nn.Linear(3, 1)
log_std = nn.Parameter(torch.zeros(1))
state = torch.randn(4, 3)
m = Normal(actor(state), log_std.exp())
action = m.sample()
advantage = -(action**2) - critic(state)
loss = -(m.log_prob(action) * advantage.detach()).mean() + advantage.pow(2).mean()
loss = loss - 0.01 * m.entropy().mean()
loss.backward()
print(m, action, log_std.grad, actor.weight.grad, critic.bias.grad, action.requires_grad)
