# Negative dims are shown unsigned, a float as a double
# tier: 3
import torch
x = torch.ones(2, 2, requires_grad=True)
for text, call in [
    ('x.sum(-1).grad_fn._saved_dim, x.softmax(-1).grad_fn._saved_dim, x.cumsum(1).grad_fn._saved_dim', lambda: (x.sum(-1).grad_fn._saved_dim, x.softmax(-1).grad_fn._saved_dim, x.cumsum(1).grad_fn._saved_dim)),
    ('x.flip(-1).grad_fn._saved_dims, x.tril(-1).grad_fn._saved_diagonal', lambda: (x.flip(-1).grad_fn._saved_dims, x.tril(-1).grad_fn._saved_diagonal)),
    ('(x * 2.0).grad_fn._saved_other, (x * 2).grad_fn._saved_other, (x ** -2).grad_fn._saved_exponent', lambda: ((x * 2.0).grad_fn._saved_other, (x * 2).grad_fn._saved_other, (x ** -2).grad_fn._saved_exponent)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
