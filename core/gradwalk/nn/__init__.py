"""torch.nn: modules, their parameters, functions and initial weights."""

from typing import Any

from gradwalk import absent
from gradwalk.exports import exported
from gradwalk.nn import functional, init, parameter, utils
from gradwalk.nn.lazy import LAZY

_NAMES = """
activations: CELU ELU GELU GLU SELU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU
    LogSigmoid LogSoftmax Mish PReLU ReLU ReLU6 RReLU Sigmoid SiLU Softmax Softmax2d Softmin
    Softplus Softshrink Softsign Tanh Tanhshrink Threshold
attention: MultiheadAttention
containers: ModuleDict ModuleList ParameterDict ParameterList Sequential
convolution: Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d
distance: CosineSimilarity PairwiseDistance
dropout: AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout
embedding: Embedding EmbeddingBag
layers: Bilinear Flatten Identity Linear Unflatten
losses: BCELoss BCEWithLogitsLoss CrossEntropyLoss CTCLoss GaussianNLLLoss HuberLoss KLDivLoss
    L1Loss MSELoss NLLLoss PoissonNLLLoss SmoothL1Loss
margin_losses: CosineEmbeddingLoss HingeEmbeddingLoss MarginRankingLoss MultiLabelMarginLoss
    MultiLabelSoftMarginLoss MultiMarginLoss SoftMarginLoss TripletMarginLoss
    TripletMarginWithDistanceLoss
module: Module
normalization: BatchNorm1d BatchNorm2d BatchNorm3d GroupNorm InstanceNorm1d InstanceNorm2d
    InstanceNorm3d LayerNorm LocalResponseNorm RMSNorm
padding: CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d
    ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d
    ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d
parameter: Buffer Parameter UninitializedBuffer UninitializedParameter
patches: Fold Unfold
pooling: AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d
    AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d
    FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d
    MaxUnpool2d MaxUnpool3d
recurrent: GRU LSTM RNN GRUCell LSTMCell RNNCell
resizing: ChannelShuffle PixelShuffle PixelUnshuffle Upsample UpsamplingBilinear2d
    UpsamplingNearest2d
transformer: Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder
    TransformerEncoderLayer
"""
_FOUND = exported("gradwalk.nn", _NAMES) | LAZY
globals().update(_FOUND)
__all__ = [*_FOUND, "functional", "init", "parameter", "utils"]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn", globals(), name)
