"""The names of PyTorch 2.13 that gradwalk lacks, told from those that PyTorch lacks, too."""

from __future__ import annotations

_WORDS = {
    "torch": """
BFloat16Storage BFloat16Tensor BoolStorage ByteStorage CharStorage ComplexDoubleStorage
ComplexFloatStorage DoubleStorage FloatStorage HalfStorage IntStorage LongStorage QInt32Storage
QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage ShortStorage Storage SymBool SymFloat
SymInt TypedStorage UntypedStorage adaptive_max_pool1d affine_grid_generator alpha_dropout_ angle ao
as_strided_ as_strided_scatter bfloat16 binary_cross_entropy_with_logits binomial chalf
channels_last_3d classes compile compiler cond conj_physical_ constant_pad_nd conv_tbc convolution
cpp cpu distributed dropout_ dsmm eig embedding_renorm_ empty_permuted export feature_alpha_dropout_
feature_dropout feature_dropout_ fft fill fork frobenius_norm from_dlpack from_file frombuffer
functional futures fx geqrf get_deterministic_debug_mode get_device_module get_num_interop_threads
grid_sampler grid_sampler_2d grid_sampler_3d gru gru_cell hash_tensor histogramdd hsmm hspmm hub
imag int1 int2 int3 int4 int5 int6 int7 is_deterministic_algorithms_warn_only_enabled is_distributed
istft jagged jit kl_div legacy_contiguous_format library lobpcg logit_ lstm lstm_cell lstsq masked
matrix_rank monitor mtia multiprocessing native_batch_norm native_channel_shuffle native_dropout
native_group_norm native_layer_norm native_norm nested norm_except_dim nuclear_norm orgqr ormqr
overrides package pca_lowrank poisson_nll_loss polar profiler qscheme quasirandom quint2x4 quint4x2
quint8 rnn_relu rnn_relu_cell rnn_tanh rnn_tanh_cell rrelu_ saddmm segment_reduce
set_deterministic_debug_mode set_flush_denormal set_num_interop_threads signal
slice_inverse smm solve spmm sspaddmm stft svd_lowrank symeig to_dlpack triangular_solve types uint1
uint16 uint2 uint3 uint32 uint4 uint5 uint6 uint64 uint7 version view_as_real wait while_loop
windows
""",
    "torch.nn": """
AdaptiveLogSoftmaxWithLoss Container CrossMapLRN2d DataParallel LinearCrossEntropyLoss
LinearCrossEntropyOptions NLLLoss2d SyncBatchNorm common_types grad intrinsic parallel qat
""",
    "torch.nn.attention": "SDPBackend bias flex_attention sdpa_kernel varlen",
    "torch.nn.functional": """
ScalingType SwizzleType conv_tbc grad grouped_mm linear_cross_entropy native_channel_shuffle rrelu_
scaled_grouped_mm scaled_mm upsample_bilinear upsample_nearest
""",
    "torch.optim": "Muon SparseAdam swa_utils swap_in_optimizer_params_and_state",
    "torch.linalg": "eig eigvals householder_product ldl_factor ldl_factor_ex ldl_solve",
    "torch.autograd": "SavedTensor is_tensor_like is_view_replay_enabled profiler",
    "torch.nn.utils": """
clip_grad_norm convert_conv2d_weight_memory_format convert_conv3d_weight_memory_format
fuse_conv_bn_eval fuse_conv_bn_weights fuse_linear_bn_eval fuse_linear_bn_weights fusion init
memory_format stateless
""",
    "torch.utils": """
ThroughputBenchmark benchmark bottleneck collect_env cpp_extension deterministic dlpack flop_counter
mobile_optimizer model_zoo set_module swap_tensors tensorboard
""",
    "torch.utils.data": """
DFIterDataPipe DataChunk DistributedSampler IterDataPipe MapDataPipe datapipes distributed graph
graph_settings
""",
    "torch.distributions": """
AbsTransform AffineTransform Binomial CatTransform Cauchy Chi2 ComposeTransform ContinuousBernoulli
CorrCholeskyTransform CumulativeDistributionTransform ExpTransform ExponentialFamily FisherSnedecor
GeneralizedPareto Geometric Gumbel HalfCauchy HalfNormal IndependentTransform InverseGamma
Kumaraswamy LKJCholesky LogNormal LogisticNormal LowRankMultivariateNormal LowerCholeskyTransform
MixtureSameFamily Multinomial NegativeBinomial OneHotCategorical OneHotCategoricalStraightThrough
Pareto PositiveDefiniteTransform PowerTransform RelaxedBernoulli RelaxedOneHotCategorical
ReshapeTransform SigmoidTransform SoftmaxTransform SoftplusTransform StackTransform
StickBreakingTransform StudentT TanhTransform Transform TransformedDistribution VonMises Weibull
Wishart biject_to identity_transform transform_to transforms
""",
    "torch.func": "debug_unwrap functionalize rearrange replace_all_batch_norm_modules_",
    "torch.special": "airy_ai",
    "torch.testing": "FileCheck assert_allclose make_tensor",
    "torch.autograd.graph": "set_warn_on_accumulate_grad_stream_mismatch",
}
MISSING = {module: frozenset(words.split()) for module, words in _WORDS.items()}
