# What attention and sequences refuse
# tier: 3
import torch
import torch.nn as nn
import torch.nn.functional as F
m = nn.MultiheadAttention(4, 2)
x, s = torch.ones(3, 1, 4), torch.ones(3, 4)
q = torch.ones(1, 2, 3)
for f in (lambda: m(s, x, x), lambda: m(x, s, x), lambda: m(torch.ones(4), s, x), lambda: m(x, x, x, attn_mask=torch.ones(3, 3).long()), lambda: m(x, x, x, attn_mask=torch.ones(3)),
          lambda: m(x, x, x, key_padding_mask=torch.ones(3)), lambda: m(x, x, x, key_padding_mask=torch.ones(1, 2).bool()), lambda: m(s, s, s, attn_mask=torch.zeros(1, 3, 3)), lambda: m(s, s, s, key_padding_mask=torch.zeros(1, 3).bool()),
          lambda: m(x, x, x, key_padding_mask=torch.zeros(1, 3).bool(), attn_mask=torch.zeros(3, 3))[1].shape,
          lambda: F.scaled_dot_product_attention(q, q, q.double()), lambda: F.scaled_dot_product_attention(q[0, 0], q, q), lambda: F.scaled_dot_product_attention(q, q, q, attn_mask=torch.ones(2, 2).long()),
          lambda: nn.RNN(2, 3)(torch.ones(0, 1, 2)), lambda: nn.utils.rnn.pad_sequence([torch.ones(2, 3), torch.ones(1, 2)]), lambda: nn.utils.rnn.pad_sequence([[1], [2]]),
          lambda: nn.ModuleDict([nn.ReLU()]), lambda: nn.ModuleDict([("a",)]), lambda: nn.ParameterDict([("a",)]),
          lambda: F.conv2d(torch.ones(1, 1, 4, 4), torch.ones(1, 1, 2)), lambda: F.conv1d(torch.ones(1, 1, 4), torch.ones(3)), lambda: nn.GroupNorm(2, 4)(torch.ones(4)), lambda: nn.GroupNorm(2, 4)(torch.ones(1, 3)),
          lambda: F.embedding(torch.tensor([True]), s), lambda: F.embedding(torch.tensor([1], dtype=torch.int16), s)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
