"""torch.nn.functional: what the modules compute, as functions of tensors."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.exports import exported
from gradwalk.nn.tensors_only import NAMES, tensors_only
from gradwalk.ops.activation import log_sigmoid

_FUNCTIONS = """
activations: celu elu gumbel_softmax hardsigmoid hardswish hardtanh leaky_relu log_softmax mish
    relu relu6 rrelu selu silu softmax softmin threshold
attention: multi_head_attention_forward scaled_dot_product_attention
convolution: conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d
ctc: ctc_loss
distance: normalize pairwise_distance
dropout: alpha_dropout dropout dropout1d dropout2d dropout3d feature_alpha_dropout
embedding: embedding embedding_bag one_hot
grids: affine_grid grid_sample
linear: bilinear linear
losses: binary_cross_entropy binary_cross_entropy_with_logits cross_entropy gaussian_nll_loss
    huber_loss kl_div l1_loss mse_loss nll_loss poisson_nll_loss smooth_l1_loss
margin_losses: cosine_embedding_loss hinge_embedding_loss margin_ranking_loss multi_margin_loss
    multilabel_margin_loss multilabel_soft_margin_loss soft_margin_loss triplet_margin_loss
    triplet_margin_with_distance_loss
normalization: batch_norm group_norm instance_norm layer_norm local_response_norm rms_norm
padding: pad
patches: fold unfold
pooling: adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d
    adaptive_max_pool2d adaptive_max_pool3d avg_pool1d avg_pool2d avg_pool3d
    fractional_max_pool2d fractional_max_pool3d lp_pool1d lp_pool2d lp_pool3d max_pool1d
    max_pool2d max_pool3d max_unpool1d max_unpool2d max_unpool3d
resizing: interpolate upsample
"""
_OPS = """
activation: celu_ elu_ gelu glu hardshrink hardtanh_ leaky_relu_ prelu relu_ selu_ sigmoid
    softplus softshrink softsign tanhshrink threshold_
distance: pdist
matrix: cosine_similarity
resize: channel_shuffle pixel_shuffle pixel_unshuffle
transcendental: tanh
"""
_FOUND = exported("gradwalk.nn.functions", _FUNCTIONS) | exported("gradwalk.ops", _OPS)
_FOUND["logsigmoid"] = log_sigmoid
globals().update({k: tensors_only(k, each) if k in NAMES else each for k, each in _FOUND.items()})
__all__ = [*_FOUND]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.functional", globals(), name)
