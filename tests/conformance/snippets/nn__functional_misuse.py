# functions of nn.functional without arguments, with too many, or with something else
# tier: 3
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


x = torch.tensor([-0.5, 0.5])
for name in (
    "relu gelu sigmoid tanh softplus silu hardshrink logsigmoid elu leaky_relu hardtanh relu6 glu softmax layer_norm "
    "pad embedding cosine_similarity cross_entropy mse_loss max_pool1d avg_pool1d conv1d unfold threshold "
    "scaled_dot_product_attention nll_loss pixel_shuffle prelu group_norm"
).split():
    function = getattr(F, name)
    show(function, lambda: function(None), lambda: function(3.0), lambda: function(x, color="red"))
show(lambda: F.gelu(input=x), lambda: F.softplus(input=x, beta=2), lambda: F.logsigmoid(input=x), lambda: F.sigmoid(input=x))
