"""torch.nn.functional: what the modules compute, as functions of tensors."""

# ruff: noqa: F401 - these are the names that a program finds in the module

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.nn.functions.activations import (
    celu,
    elu,
    gumbel_softmax,
    hardsigmoid,
    hardswish,
    hardtanh,
    leaky_relu,
    log_softmax,
    mish,
    relu,
    relu6,
    rrelu,
    selu,
    silu,
    softmax,
    softmin,
    threshold,
)
from gradwalk.nn.functions.attention import (
    multi_head_attention_forward,
    scaled_dot_product_attention,
)
from gradwalk.nn.functions.convolution import (
    conv1d,
    conv2d,
    conv3d,
    conv_transpose1d,
    conv_transpose2d,
    conv_transpose3d,
)
from gradwalk.nn.functions.ctc import ctc_loss
from gradwalk.nn.functions.distance import normalize, pairwise_distance
from gradwalk.nn.functions.dropout import (
    alpha_dropout,
    dropout,
    dropout1d,
    dropout2d,
    dropout3d,
    feature_alpha_dropout,
)
from gradwalk.nn.functions.embedding import embedding, embedding_bag, one_hot
from gradwalk.nn.functions.grids import affine_grid, grid_sample
from gradwalk.nn.functions.linear import bilinear, linear
from gradwalk.nn.functions.losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    cross_entropy,
    gaussian_nll_loss,
    huber_loss,
    kl_div,
    l1_loss,
    mse_loss,
    nll_loss,
    poisson_nll_loss,
    smooth_l1_loss,
)
from gradwalk.nn.functions.margin_losses import (
    cosine_embedding_loss,
    hinge_embedding_loss,
    margin_ranking_loss,
    multi_margin_loss,
    multilabel_margin_loss,
    multilabel_soft_margin_loss,
    soft_margin_loss,
    triplet_margin_loss,
    triplet_margin_with_distance_loss,
)
from gradwalk.nn.functions.normalization import (
    batch_norm,
    group_norm,
    instance_norm,
    layer_norm,
    local_response_norm,
    rms_norm,
)
from gradwalk.nn.functions.padding import pad
from gradwalk.nn.functions.patches import fold, unfold
from gradwalk.nn.functions.pooling import (
    adaptive_avg_pool1d,
    adaptive_avg_pool2d,
    adaptive_avg_pool3d,
    adaptive_max_pool1d,
    adaptive_max_pool2d,
    adaptive_max_pool3d,
    avg_pool1d,
    avg_pool2d,
    avg_pool3d,
    fractional_max_pool2d,
    fractional_max_pool3d,
    lp_pool1d,
    lp_pool2d,
    lp_pool3d,
    max_pool1d,
    max_pool2d,
    max_pool3d,
    max_unpool1d,
    max_unpool2d,
    max_unpool3d,
)
from gradwalk.nn.functions.resizing import interpolate, upsample
from gradwalk.nn.tensors_only import NAMES, tensors_only
from gradwalk.ops.activation import (
    celu_,
    elu_,
    gelu,
    glu,
    hardshrink,
    hardtanh_,
    leaky_relu_,
    prelu,
    relu_,
    selu_,
    sigmoid,
    softplus,
    softshrink,
    softsign,
    tanhshrink,
    threshold_,
)
from gradwalk.ops.activation import log_sigmoid as logsigmoid
from gradwalk.ops.distance import pdist
from gradwalk.ops.matrix import cosine_similarity
from gradwalk.ops.resize import channel_shuffle, pixel_shuffle, pixel_unshuffle
from gradwalk.ops.transcendental import tanh

globals().update({name: tensors_only(name, globals()[name]) for name in NAMES if name in globals()})

__all__ = absent.public(globals())  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.functional", globals(), name)
