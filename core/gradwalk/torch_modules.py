"""Where torch keeps its classes: their `__module__`, which printing a class or an object shows."""

from __future__ import annotations

from gradwalk import anomaly, devices, dtypes, hooks, mode, nn, random, savedhooks
from gradwalk.autograd import forward_ad
from gradwalk.autograd import graph as autograd_graph
from gradwalk.function import Function
from gradwalk.graph import AccumulateGrad
from gradwalk.optim.optimizer import Optimizer
from gradwalk.utils import data

_CLASSES: dict[str, tuple[type, ...]] = {
    "builtins": (AccumulateGrad,),
    "torch": (devices.device, dtypes.dtype),
    "torch._C": (random.Generator,),
    "torch.autograd.function": (Function,),
    "torch.autograd.grad_mode": (
        mode.no_grad,
        mode.enable_grad,
        mode.set_grad_enabled,
        mode.inference_mode,
    ),
    "torch.autograd.forward_ad": (forward_ad.dual_level, forward_ad.UnpackedDualTensor),
    "torch.autograd.anomaly_mode": (anomaly.detect_anomaly, anomaly.set_detect_anomaly),
    "torch.autograd.graph": (
        autograd_graph.GradientEdge,
        savedhooks.saved_tensors_hooks,
        savedhooks.save_on_cpu,
    ),
    "torch.optim.optimizer": (Optimizer,),
    "torch.utils.data.dataloader": (data.DataLoader,),
    "torch.utils.data.dataset": (
        data.Dataset,
        data.IterableDataset,
        data.TensorDataset,
        data.ConcatDataset,
        data.Subset,
    ),
    "torch.utils.data.sampler": (
        data.Sampler,
        data.SequentialSampler,
        data.RandomSampler,
        data.BatchSampler,
    ),
    "torch.utils.hooks": (hooks.RemovableHandle,),
}
_NN = {
    "activation": """ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish Sigmoid
        LogSigmoid Softplus Softshrink Hardshrink Tanhshrink Hardtanh Hardswish Hardsigmoid
        Softsign Softmax LogSoftmax Softmin Softmax2d Threshold GLU Tanh MultiheadAttention""",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d",
    "channelshuffle": "ChannelShuffle",
    "container": "Sequential ModuleList ModuleDict ParameterList ParameterDict",
    "conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "distance": "CosineSimilarity PairwiseDistance",
    "dropout": "Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout",
    "flatten": "Flatten Unflatten",
    "fold": "Fold Unfold",
    "instancenorm": "InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    "linear": "Linear Bilinear Identity",
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


def tell() -> None:
    """Give each class the module that PyTorch has it in."""
    for home, classes in _CLASSES.items():
        for each in classes:
            if isinstance(each, type):
                each.__module__ = home
    for home, names in _NN.items():
        for name in names.split():
            getattr(nn, name).__module__ = f"torch.nn.modules.{home}"
