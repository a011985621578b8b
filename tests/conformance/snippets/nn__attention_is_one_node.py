# Attention of 4 dimensions is one node; of others a chain with a softmax for which all may be hidden
# tier: 3
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
def tree(node):
    if node is None:
        return "None"
    below = ", ".join(tree(each) for each, _ in node.next_functions)
    return node.name().rpartition("::")[2] + (f"({below})" if below else "")
def digits(tensors):
    return [[round(n, 2) + 0.0 for n in each.flatten().tolist()] for each in tensors]
heads = [torch.randn(1, 2, 3, 2, requires_grad=True) for _ in range(3)]
one = [each.detach()[0, 0].requires_grad_() for each in heads]
lower, soft = torch.ones(3, 3).tril().bool(), torch.tensor([[0.0, -1.0, 0.5]] * 3)
for given in (one, heads):
    for options in ({}, {"is_causal": True}, {"attn_mask": lower}, {"attn_mask": soft}, {"scale": 2.0}):
        y = F.scaled_dot_product_attention(*given, **options)
        print(list(options), tree(y.grad_fn), y.stride())
        print(digits([y, *torch.autograd.grad((y**2).sum(), given)]))
    y = F.scaled_dot_product_attention(*given, attn_mask=torch.zeros(3, 3).bool())
    print(y.sum().item(), digits(torch.autograd.grad(y.sum(), given)))
y = F.scaled_dot_product_attention(*heads)
node = y.grad_fn
print(node._saved_query is heads[0], node._saved_output.shape, node._saved_is_causal, node._saved_scale)
query, key, value = heads
print(tree(F.scaled_dot_product_attention(query, key, value, dropout_p=0.5).grad_fn)[:60])
print(tree(F.scaled_dot_product_attention(query, key, value[..., :1]).grad_fn)[:60])
print(tree(F.scaled_dot_product_attention(query, key, value, attn_mask=soft.requires_grad_()).grad_fn)[:60])
grouped = F.scaled_dot_product_attention(query, key[:, :1], value[:, :1], enable_gqa=True)
print(grouped.grad_fn.name())
grad, = torch.autograd.grad((y**2).sum(), query, create_graph=True)
print(grad.grad_fn.name())
try:
    grad.sum().backward()
except RuntimeError as error:
    print(error)
try:
    F.scaled_dot_product_attention(*one, attn_mask=lower, is_causal=True)
except RuntimeError as error:
    print(error)
attention = nn.MultiheadAttention(4, 2, batch_first=True)
x = torch.randn(2, 3, 4, requires_grad=True)
print(tree(attention(x, x, x, need_weights=False)[0].grad_fn)[:190])
