"""Where torch.nn keeps its classes: their `__module__`, which `type(layer)` prints."""

from __future__ import annotations

from typing import Any

_HOMES = {
    "activation": """ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish Sigmoid
        LogSigmoid Softplus Softshrink Hardshrink Tanhshrink Hardtanh Hardswish Hardsigmoid
        Softsign Softmax LogSoftmax Softmin Softmax2d Threshold GLU Tanh MultiheadAttention""",
    "adaptive": "",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d",
    "channelshuffle": "ChannelShuffle",
    "container": "Sequential ModuleList ModuleDict ParameterList ParameterDict",
    "conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "distance": "CosineSimilarity PairwiseDistance",
    "dropout": "Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout",
    "flatten": "Flatten Unflatten",
    "fold": "Fold Unfold",
    "instancenorm": "InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    "linear": "Linear Bilinear Identity NonDynamicallyQuantizableLinear",
    "loss": """MSELoss L1Loss SmoothL1Loss HuberLoss CrossEntropyLoss NLLLoss BCELoss
        BCEWithLogitsLoss KLDivLoss PoissonNLLLoss GaussianNLLLoss HingeEmbeddingLoss
        MarginRankingLoss TripletMarginLoss TripletMarginWithDistanceLoss CosineEmbeddingLoss
        MultiLabelMarginLoss MultiMarginLoss SoftMarginLoss MultiLabelSoftMarginLoss""",
    "module": "Module",
    "normalization": "LayerNorm GroupNorm RMSNorm LocalResponseNorm",
    "padding": """ZeroPad1d ZeroPad2d ZeroPad3d ConstantPad1d ConstantPad2d ConstantPad3d
        ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d
        ReplicationPad3d CircularPad1d CircularPad2d CircularPad3d""",
    "pixelshuffle": "PixelShuffle PixelUnshuffle",
    "pooling": """MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d AdaptiveAvgPool1d
        AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d LPPool1d LPPool2d
        MaxUnpool2d""",
    "rnn": "RNN LSTM GRU RNNCell LSTMCell GRUCell",
    "sparse": "Embedding EmbeddingBag",
    "transformer": """Transformer TransformerEncoder TransformerDecoder TransformerEncoderLayer
        TransformerDecoderLayer""",
    "upsampling": "Upsample UpsamplingNearest2d UpsamplingBilinear2d",
}


def tell(classes: dict[str, Any]) -> None:
    """Give the classes among these names the modules that PyTorch has them in."""
    for home, listed in _HOMES.items():
        for name in listed.split():
            if name in classes:
                classes[name].__module__ = f"torch.nn.modules.{home}"
