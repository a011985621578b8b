"""The signatures of PyTorch 2.13, in the notation of its own argument parser; see signatures.py.

A line is one signature, of all the names before it; what is indented goes on from the line above. A
parameter without a type is one of `_SHORT`.
"""

from __future__ import annotations

import re

_SHORT = {
    "out": "Tensor out=None",
    "options": "ScalarType? dtype=None, Layout? layout=None, Device? device=None, "
    "bool? pin_memory=False, bool? requires_grad=False",
    "keepdim": "bool keepdim=False",
    "generator": "Generator? generator=None",
    "memory_format": "MemoryFormat? memory_format=None",
}
_FUNCTIONS = """
abs absolute acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh
    bitwise_not ceil cos cosh deg2rad digamma erf erfc erfinv exp exp2 expm1 fix floor frac inverse
    isneginf isposinf lgamma log log10 log1p log2 logical_not msort neg negative rad2deg reciprocal
    rsqrt sgn sigmoid sign signbit sin sinc sinh sqrt square tan tanh trunc i0 special_digamma
    special_entr special_erf special_erfc special_erfcx special_erfinv special_exp2 special_expit
    special_expm1 special_gammaln special_i0 special_i0e special_i1 special_i1e special_log1p
    special_log_ndtr special_ndtr special_ndtri special_psi special_sinc(Tensor input, *, out)
abs_ acos_ acosh_ argwhere asin_ asinh_ atan_ atanh_ ceil_ conj corrcoef cos_ cosh_ det detach
    detach_ erf_ exp2_ exp_ expm1_ fliplr flipud floor_ frac_ is_complex is_floating_point
    is_inference is_nonzero isfinite isinf isnan isreal log10_ log1p_ log2_ log_ logdet matrix_exp
    neg_ numel positive ravel real reciprocal_ relu relu_ resolve_conj rsqrt_ selu selu_ sigmoid_
    sin_ sinh_ sqrt_ square_ t tan_ tanh_ trace trunc_ zero_(Tensor input)
adaptive_avg_pool1d(Tensor input, IntArrayRef[1] output_size)
add sub(Tensor input, Scalar alpha, Tensor other, *, out)|deprecated
add sub(Tensor input, Tensor other, *, Scalar alpha=1, out)
addbmm(Scalar beta, Tensor input, Scalar alpha, Tensor batch1, Tensor batch2, *, out)|deprecated
addbmm(Scalar beta, Tensor input, Tensor batch1, Tensor batch2, *, out)|deprecated
addbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, out)
addcdiv addcmul(Tensor input, Scalar value, Tensor tensor1, Tensor tensor2, *, out)|deprecated
addcdiv addcmul(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1, out)
addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, out)
addmm(Tensor input, Tensor mat1, Tensor mat2, ScalarType out_dtype, *, Scalar beta=1, Scalar
    alpha=1, out)
addmm(Scalar beta, Tensor input, Scalar alpha, Tensor mat1, Tensor mat2, *, out)|deprecated
addmm(Scalar beta, Tensor input, Tensor mat1, Tensor mat2, *, out)|deprecated
addmv(Scalar beta, Tensor input, Scalar alpha, Tensor mat, Tensor vec, *, out)|deprecated
addmv(Scalar beta, Tensor input, Tensor mat, Tensor vec, *, out)|deprecated
addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1, out)
addr(Scalar beta, Tensor input, Scalar alpha, Tensor vec1, Tensor vec2, *, out)|deprecated
addr(Scalar beta, Tensor input, Tensor vec1, Tensor vec2, *, out)|deprecated
addr(Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1, out)
all any(Tensor input, *, out)
all any(Tensor input, IntArrayRef? dim=None, keepdim, *, out)
all any(Tensor input, int64_t dim, keepdim, *, out)
allclose isclose(Tensor input, Tensor other, double rtol=1e-05, double atol=1e-08, bool
    equal_nan=False)
alpha_dropout dropout feature_alpha_dropout(Tensor input, double p, bool train)
amax amin(Tensor input, IntArrayRef[1] dim=None, keepdim, *, out)
aminmax(Tensor input, *, int64_t? dim=None, keepdim, TensorList[2] out=None)
arange(Scalar end, *, out, options)
arange(Scalar start, Scalar end, *, options)
arange(Scalar start, Scalar end, Scalar step=1, *, out, options)
arctan2 atan2 fmax fmin gcd hypot inner kron lcm ldexp logaddexp logaddexp2 logical_and logical_or
    logical_xor matmul maximum minimum mul nextafter vdot(Tensor input, Tensor other, *, out)
argmax argmin(Tensor input, int64_t? dim=None, keepdim, *, out)
argsort(Tensor input, *, bool stable, int64_t dim=-1, bool descending=False, out)
argsort(Tensor input, int64_t dim=-1, bool descending=False)
as_strided(Tensor input, SymIntArrayRef size, SymIntArrayRef stride, SymInt? storage_offset=None)
bartlett_window blackman_window hamming_window hann_window kaiser_window(int64_t window_length, *,
    options)
bartlett_window blackman_window hamming_window hann_window kaiser_window(int64_t window_length, bool
    periodic, *, options)
hamming_window(int64_t window_length, bool periodic, double alpha, *, options)
hamming_window(int64_t window_length, bool periodic, double alpha, double beta, *, options)
kaiser_window(int64_t window_length, bool periodic, double beta, *, options)
avg_pool1d(Tensor input, IntArrayRef[1] kernel_size, IntArrayRef[1] stride=None, IntArrayRef[1]
    padding=0, bool ceil_mode=False, bool count_include_pad=True)
baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, out)
baddbmm(Tensor input, Tensor batch1, Tensor batch2, ScalarType out_dtype, *, Scalar beta=1, Scalar
    alpha=1, out)
baddbmm(Scalar beta, Tensor input, Scalar alpha, Tensor batch1, Tensor batch2, *, out)|deprecated
baddbmm(Scalar beta, Tensor input, Tensor batch1, Tensor batch2, *, out)|deprecated
batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var,
    bool training, double momentum, double eps, bool cudnn_enabled)
bernoulli(Tensor input, *, generator, out)
bernoulli(Tensor input, double p, *, generator)
bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None)
bincount(Tensor input, Tensor? weights=None, SymInt minlength=0)
bmm mm(Tensor input, Tensor mat2, *, out)
bmm mm(Tensor input, Tensor mat2, ScalarType out_dtype, *, out)
broadcast_to(Tensor input, SymIntArrayRef size)
bucketize(Tensor input, Tensor boundaries, *, bool out_int32=False, bool right=False, out)
bucketize(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False)
cat concat concatenate stack(TensorList tensors, int64_t dim=0, *, out)
cdist(Tensor x1, Tensor x2, double p=2, int64_t? compute_mode=None)
celu(Tensor input, Scalar alpha=1.0)
channel_shuffle(Tensor input, SymInt groups)
cholesky cholesky_inverse(Tensor input, bool upper=False, *, out)
cholesky_solve(Tensor input, Tensor input2, bool upper=False, *, out)
lu_solve(Tensor input, Tensor LU_data, Tensor LU_pivots, *, out)
lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True, *, out)
chunk unsafe_chunk(Tensor input, int64_t chunks, int64_t dim=0)
clamp clip(Tensor input, Tensor? min=None, Tensor? max=None, *, out)
clamp clip(Tensor input, Scalar? min=None, Scalar? max=None, *, out)
clamp_(Tensor input, Tensor? min=None, Tensor? max=None)
clamp_(Tensor input, Scalar? min=None, Scalar? max=None)
clamp_max(Tensor input, Tensor max, *, out)
clamp_max(Tensor input, Scalar max, *, out)
clamp_min(Tensor input, Tensor min, *, out)
clamp_min(Tensor input, Scalar min, *, out)
clone(Tensor input, *, memory_format)
column_stack dstack hstack row_stack vstack(TensorList tensors, *, out)
combinations(Tensor input, int64_t r=2, bool with_replacement=False)
conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[1] stride=1, SymIntArrayRef[1]
    padding=0, SymIntArrayRef[1] dilation=1, SymInt groups=1)
conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[1] stride=1, c10::string_view
    padding="valid", SymIntArrayRef[1] dilation=1, SymInt groups=1)
conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[2] stride=1, SymIntArrayRef[2]
    padding=0, SymIntArrayRef[2] dilation=1, SymInt groups=1)
conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[2] stride=1, c10::string_view
    padding="valid", SymIntArrayRef[2] dilation=1, SymInt groups=1)
conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[3] stride=1, SymIntArrayRef[3]
    padding=0, SymIntArrayRef[3] dilation=1, SymInt groups=1)
conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[3] stride=1, c10::string_view
    padding="valid", SymIntArrayRef[3] dilation=1, SymInt groups=1)
conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[1] stride=1,
    SymIntArrayRef[1] padding=0, SymIntArrayRef[1] output_padding=0, SymInt groups=1,
    SymIntArrayRef[1] dilation=1)
conv_transpose2d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[2] stride=1,
    SymIntArrayRef[2] padding=0, SymIntArrayRef[2] output_padding=0, SymInt groups=1,
    SymIntArrayRef[2] dilation=1)
conv_transpose3d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[3] stride=1,
    SymIntArrayRef[3] padding=0, SymIntArrayRef[3] output_padding=0, SymInt groups=1,
    SymIntArrayRef[3] dilation=1)
where(Tensor condition)
where(Tensor condition, Tensor input, Tensor other, *, out)
where(Tensor condition, Scalar self, Tensor other)
where(Tensor condition, Tensor input, Scalar other)
where(Tensor condition, Scalar self, Scalar other)
copysign eq fmod ge greater greater_equal gt le less less_equal lt ne not_equal(Tensor input, Tensor
    other, *, out)
copysign eq fmod ge greater greater_equal gt le less less_equal lt ne not_equal(Tensor input, Scalar
    other, *, out)
cosine_embedding_loss margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double
    margin=0.0, int64_t reduction=at::Reduction::Mean)
cosine_similarity(Tensor x1, Tensor x2, int64_t dim=1, double eps=1e-08)
count_nonzero(Tensor input, int64_t? dim=None)
count_nonzero(Tensor input, IntArrayRef dim)
cov(Tensor input, *, int64_t correction=1, Tensor? fweights=None, Tensor? aweights=None)
cross(Tensor input, Tensor other, int64_t? dim=None, *, out)
ctc_loss(Tensor log_probs, Tensor targets, IntArrayRef input_lengths, IntArrayRef target_lengths,
    int64_t blank=0, int64_t reduction=at::Reduction::Mean, bool zero_infinity=False)
ctc_loss(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int64_t
    blank=0, int64_t reduction=at::Reduction::Mean, bool zero_infinity=False)
cummax cummin(Tensor input, int64_t dim, *, TensorList[2] out=None)
cumprod cumsum(Tensor input, int64_t dim, *, ScalarType? dtype=None, out)
cumulative_trapezoid trapezoid(Tensor y, Tensor x, *, int64_t dim=-1)
cumulative_trapezoid trapezoid(Tensor y, *, Scalar dx=1, int64_t dim=-1)
diag(Tensor input, int64_t diagonal=0, *, out)
diag_embed(Tensor input, int64_t offset=0, int64_t dim1=-2, int64_t dim2=-1)
diagflat(Tensor input, int64_t offset=0)
diagonal(Tensor input, int64_t offset=0, int64_t dim1=0, int64_t dim2=1)
diagonal_scatter(Tensor input, Tensor src, int64_t offset=0, int64_t dim1=0, int64_t dim2=1)
diff(Tensor input, int64_t n=1, int64_t dim=-1, Tensor? prepend=None, Tensor? append=None, *, out)
dist(Tensor input, Tensor other, Scalar p=2)
div(Tensor input, Tensor other, *, out)
div(Tensor input, Tensor other, *, c10::string_view? rounding_mode, out)
div(Tensor input, Scalar other, *, c10::string_view? rounding_mode)
divide(Tensor input, Tensor other, *, out)
divide(Tensor input, Tensor other, *, c10::string_view? rounding_mode, out)
divide(Tensor input, Scalar other)
divide(Tensor input, Scalar other, *, c10::string_view? rounding_mode)
dot(Tensor input, Tensor tensor, *, out)
dsplit hsplit vsplit(Tensor input, int64_t sections)
dsplit hsplit vsplit(Tensor input, IntArrayRef indices)
embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool scale_grad_by_freq=False, bool
    sparse=False)
embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq, int64_t mode,
    bool sparse, Tensor? per_sample_weights, bool include_last_offset, int64_t? padding_idx)
embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int64_t
    mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False)
empty(SymIntArrayRef size, *, memory_format, out, options)
equal is_same_size(Tensor input, Tensor other)
eye(SymInt n, *, out, options)
eye(SymInt n, SymInt m, *, out, options)
fill_(Tensor input, Tensor value)
fill_(Tensor input, Scalar value)
flatten(Tensor input, int64_t start_dim=0, int64_t end_dim=-1)
flip permute(Tensor input, IntArrayRef dims)
float_power pow(Tensor input, Tensor exponent, *, out)
float_power pow(Scalar self, Tensor exponent, *, out)
float_power pow(Tensor input, Scalar exponent, *, out)
floor_divide multiply true_divide(Tensor input, Tensor other, *, out)
floor_divide multiply true_divide(Tensor input, Scalar other)
full(SymIntArrayRef size, Scalar fill_value, *, out, options)
gather(Tensor input, int64_t dim, Tensor index, *, bool sparse_grad=False, out)
ger outer(Tensor input, Tensor vec2, *, out)
group_norm(Tensor input, int64_t num_groups, Tensor? weight=None, Tensor? bias=None, double
    eps=1e-05, bool cudnn_enabled=True)
hardshrink(Tensor input, Scalar lambd=0.5, *, out)
heaviside(Tensor input, Tensor values, *, out)
hinge_embedding_loss(Tensor input, Tensor target, double margin=1.0, int64_t
    reduction=at::Reduction::Mean)
histc(Tensor input, int64_t bins=100, Scalar min=0, Scalar max=0, *, out)
histogram(Tensor input, Tensor bins, *, Tensor? weight=None, bool density=False, TensorList[2]
    out=None)
histogram(Tensor input, int64_t bins=100, *, ArrayRef<double>? range=None, Tensor? weight=None, bool
    density=False, TensorList[2] out=None)
index_add(Tensor input, int64_t dim, Tensor index, Tensor source, *, Scalar alpha=1, out)
index_copy(Tensor input, int64_t dim, Tensor index, Tensor source, *, out)
index_fill(Tensor input, int64_t dim, Tensor index, Tensor value)
index_fill(Tensor input, int64_t dim, Tensor index, Scalar value)
index_put(Tensor input, c10::List<::std::optional<Tensor>> indices, Tensor values, bool
    accumulate=False)
index_reduce(Tensor input, int64_t dim, Tensor index, Tensor source, c10::string_view reduce, *,
    bool include_self=True, out)
index_select(Tensor input, int64_t dim, Tensor index, *, out)
instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var,
    bool use_input_stats, double momentum, double eps, bool cudnn_enabled)
isin(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False, out)
isin(Scalar element, Tensor test_elements, *, bool assume_unique=False, bool invert=False, out)
isin(Tensor elements, Scalar test_element, *, bool assume_unique=False, bool invert=False, out)
kthvalue(Tensor input, SymInt k, int64_t dim=-1, keepdim, *, TensorList[2] out=None)
layer_norm(Tensor input, SymIntArrayRef normalized_shape, Tensor? weight=None, Tensor? bias=None,
    double eps=1e-05, bool cudnn_enable=True)
lerp(Tensor input, Tensor end, Tensor weight, *, out)
lerp(Tensor input, Tensor end, Scalar weight, *, out)
linalg_cholesky(Tensor input, *, bool upper=False, out)
linalg_cond(Tensor input, Scalar? p=None, *, out)
linalg_cond(Tensor input, c10::string_view p, *, out)
linalg_det linalg_inv linalg_slogdet(Tensor A, *, out)
linalg_matrix_norm(Tensor input, Scalar ord, IntArrayRef dim={-2,-1}, keepdim, *, ScalarType?
    dtype=None, out)
linalg_matrix_norm(Tensor input, c10::string_view ord="fro", IntArrayRef dim={-2,-1}, keepdim, *,
    ScalarType? dtype=None, out)
linalg_matrix_power(Tensor input, int64_t n, *, out)
linalg_norm(Tensor input, Scalar? ord=None, IntArrayRef[1]? dim=None, keepdim, *, ScalarType?
    dtype=None, out)
linalg_norm(Tensor input, c10::string_view ord, IntArrayRef[1]? dim=None, keepdim, *, ScalarType?
    dtype=None, out)
linalg_qr(Tensor A, c10::string_view mode="reduced", *, TensorList[2] out=None)
linalg_solve(Tensor A, Tensor B, *, bool left=True, out)
linalg_solve_triangular(Tensor input, Tensor B, *, bool upper, bool left=True, bool
    unitriangular=False, out)
linalg_svd(Tensor A, bool full_matrices=True, *, c10::string_view? driver=None, out)
linalg_vector_norm(Tensor input, Scalar ord=2, IntArrayRef[1]? dim=None, keepdim, *, ScalarType?
    dtype=None, out)
linspace(Tensor start, Tensor end, int64_t steps, *, out, options)
linspace(Scalar start, Tensor end, int64_t steps, *, out, options)
linspace(Tensor start, Scalar end, int64_t steps, *, out, options)
linspace(Scalar start, Scalar end, int64_t steps, *, out, options)
log_softmax softmax(Tensor input, int64_t dim, ScalarType? dtype=None, *, out)
logcumsumexp(Tensor input, int64_t dim, *, out)
logit(Tensor input, double? eps=None, *, out)
logspace(Tensor start, Tensor end, int64_t steps, double base=10.0, *, out, options)
logspace(Scalar start, Tensor end, int64_t steps, double base=10.0, *, out, options)
logspace(Tensor start, Scalar end, int64_t steps, double base=10.0, *, out, options)
logspace(Scalar start, Scalar end, int64_t steps, double base=10.0, *, out, options)
logsumexp(Tensor input, IntArrayRef[1] dim, keepdim, *, out)
masked_fill(Tensor input, Tensor mask, Tensor value)
masked_fill(Tensor input, Tensor mask, Scalar value)
masked_scatter(Tensor input, Tensor mask, Tensor source)
masked_select(Tensor input, Tensor mask, *, out)
matrix_power(Tensor input, int64_t n, *, out)
max min(Tensor input, *, out)
max min(Tensor input, Tensor other, *, out)
max min(Tensor input, int64_t dim, keepdim, *, TensorList[2] out=None)
max_pool1d(Tensor input, IntArrayRef[1] kernel_size, IntArrayRef[1] stride=None, IntArrayRef[1]
    padding=0, IntArrayRef[1] dilation=1, bool ceil_mode=False)
max_pool2d(Tensor input, IntArrayRef[2] kernel_size, IntArrayRef[2] stride=None, IntArrayRef[2]
    padding=0, IntArrayRef[2] dilation=1, bool ceil_mode=False)
max_pool3d(Tensor input, IntArrayRef[3] kernel_size, IntArrayRef[3] stride=None, IntArrayRef[3]
    padding=0, IntArrayRef[3] dilation=1, bool ceil_mode=False)
mean(Tensor input, *, ScalarType? dtype=None, out)
mean(Tensor input, IntArrayRef[1]? dim, keepdim, *, ScalarType? dtype=None, out)
median nanmedian(Tensor input)
median nanmedian(Tensor input, int64_t dim, keepdim, *, TensorList[2] out=None)
mode(Tensor input, int64_t dim=-1, keepdim, *, TensorList[2] out=None)
moveaxis movedim(Tensor input, int64_t source, int64_t destination)
moveaxis movedim(Tensor input, IntArrayRef source, IntArrayRef destination)
multinomial(Tensor input, SymInt num_samples, bool replacement=False, *, generator, out)
mv(Tensor input, Tensor vec, *, out)
igamma igammac special_gammainc special_gammaincc(Tensor input, Tensor other, *, out)
mvlgamma special_multigammaln(Tensor input, int64_t p, *, out)
special_polygamma(int64_t n, Tensor input, *, out)
special_round(Tensor input, *, int64_t decimals=0, out)
special_xlog1py special_xlogy special_zeta(Tensor input, Tensor other, *, out)
special_xlog1py special_xlogy special_zeta(Scalar self, Tensor other, *, out)
special_xlog1py special_xlogy special_zeta(Tensor input, Scalar other, *, out)
nan_to_num(Tensor input, double? nan=None, double? posinf=None, double? neginf=None, *, out)
nanmean nansum(Tensor input, IntArrayRef[1]? dim=None, keepdim, *, ScalarType? dtype=None, out)
nanquantile quantile(Tensor input, Tensor q, int64_t? dim=None, keepdim, *, c10::string_view
    interpolation="linear", out)
nanquantile quantile(Tensor input, double q, int64_t? dim=None, keepdim, *, c10::string_view
    interpolation="linear", out)
narrow(Tensor input, int64_t dim, Tensor start, SymInt length)
narrow(Tensor input, int64_t dim, SymInt start, SymInt length)
narrow_copy(Tensor input, int64_t dim, SymInt start, SymInt length, *, out)
nonzero(Tensor input, *, bool as_tuple=False, out)
nonzero_static(Tensor input, *, SymInt size, int64_t fill_value=-1, out)
normal(Tensor mean, Tensor std, *, generator, out)
normal(Tensor mean, double std=1, *, generator, out)
normal(double mean, Tensor std, *, generator, out)
normal(double mean, double std, SymIntArrayRef size, *, generator, out, options)
ones zeros(SymIntArrayRef size, *, out, options)
pairwise_distance(Tensor x1, Tensor x2, double p=2, double eps=1e-06, keepdim)
pdist(Tensor input, double p=2)
pinverse(Tensor input, double rcond=1e-15)
pixel_shuffle(Tensor input, int64_t upscale_factor)
pixel_unshuffle(Tensor input, int64_t downscale_factor)
poisson(Tensor input, generator)
polygamma(int64_t n, Tensor input, *, out)
prelu(Tensor input, Tensor weight)
prod(Tensor input, *, ScalarType? dtype=None)
prod(Tensor input, int64_t dim, keepdim, *, ScalarType? dtype=None, out)
put(Tensor input, Tensor index, Tensor source, bool accumulate=False)
qr(Tensor input, bool some=True, *, TensorList[2] out=None)
rand randn(SymIntArrayRef size, *, Generator? generator, out, options)
rand randn(SymIntArrayRef size, *, out, options)
randint(SymInt high, SymIntArrayRef size, *, Generator? generator, out, options)
randint(SymInt high, SymIntArrayRef size, *, out, options)
randint(SymInt low, SymInt high, SymIntArrayRef size, *, Generator? generator, out, options)
randint(SymInt low, SymInt high, SymIntArrayRef size, *, out, options)
randperm(SymInt n, *, Generator? generator, out, options)
randperm(SymInt n, *, out, options)
range(Scalar start, Scalar end, Scalar step=1, *, out, ScalarType dtype=None, Layout
    layout=torch.strided, Device device=None, bool requires_grad=False)
repeat_interleave(Tensor input, Tensor repeats, int64_t? dim=None, *, SymInt? output_size=None)
repeat_interleave(Tensor repeats, *, SymInt? output_size=None)
repeat_interleave(Tensor input, SymInt repeats, int64_t? dim=None, *, SymInt? output_size=None)
renorm(Tensor input, Scalar p, int64_t dim, Scalar maxnorm, *, out)
reshape(Tensor input, SymIntArrayRef shape)
rms_norm(Tensor input, SymIntArrayRef normalized_shape, Tensor? weight=None, double? eps=None)
roll(Tensor input, SymIntArrayRef[1] shifts, IntArrayRef[1] dims=None)
rot90(Tensor input, int64_t k=1, IntArrayRef dims={0,1})
round(Tensor input, *, out)
round(Tensor input, *, int64_t decimals, out)
round_(Tensor input)
round_(Tensor input, *, int64_t decimals)
rrelu(Tensor input, Scalar lower=0.125, Scalar upper=0.3333333333333333, bool training=False,
    generator)
rsub(Tensor input, Tensor other, *, Scalar alpha=1)
rsub(Tensor input, Scalar other, Scalar alpha=1)
scatter(Tensor input, int64_t dim, Tensor index, Tensor src, *, out)
scatter(Tensor input, int64_t dim, Tensor index, Tensor src, *, c10::string_view reduce, out)
scatter(Tensor input, int64_t dim, Tensor index, Scalar value, *, out)
scatter(Tensor input, int64_t dim, Tensor index, Scalar value, *, c10::string_view reduce, out)
scatter_add(Tensor input, int64_t dim, Tensor index, Tensor src, *, out)
scatter_reduce(Tensor input, int64_t dim, Tensor index, Tensor src, c10::string_view reduce, *, bool
    include_self=True, out)
searchsorted(Tensor sorted_sequence, Tensor input, *, bool out_int32=False, bool right=False,
    c10::string_view? side=None, Tensor? sorter=None, out)
searchsorted(Tensor sorted_sequence, Scalar self, *, bool out_int32=False, bool right=False,
    c10::string_view? side=None, Tensor? sorter=None, out)
select(Tensor input, int64_t dim, SymInt index)
select_scatter(Tensor input, Tensor src, int64_t dim, SymInt index)
slice_scatter(Tensor input, Tensor src, int64_t dim=0, SymInt? start=None, SymInt? end=None, SymInt
    step=1, *, out)
slogdet(Tensor input, *, TensorList[2] out=None)
sort(Tensor input, *, bool? stable, int64_t dim=-1, bool descending=False, TensorList[2] out=None)
sort(Tensor input, int64_t dim=-1, bool descending=False, *, TensorList[2] out=None)
squeeze(Tensor input)
squeeze(Tensor input, int64_t dim)
squeeze(Tensor input, IntArrayRef dim)
std var(Tensor input, IntArrayRef[1]? dim, bool unbiased=True, keepdim, *, out)
std var(Tensor input, IntArrayRef[1]? dim=None, *, Scalar? correction=None, keepdim, out)
std var(Tensor input, bool unbiased=True)
std_mean var_mean(Tensor input, IntArrayRef[1]? dim, bool unbiased=True, keepdim)
std_mean var_mean(Tensor input, IntArrayRef[1]? dim=None, *, Scalar? correction=None, keepdim)
std_mean var_mean(Tensor input, bool unbiased=True)
subtract(Tensor input, Tensor other, *, Scalar alpha=1, out)
subtract(Tensor input, Scalar other, Scalar alpha=1)
sum(Tensor input, *, ScalarType? dtype=None)
sum(Tensor input, IntArrayRef[1]? dim, keepdim, *, ScalarType? dtype=None, out)
svd(Tensor input, bool some=True, bool compute_uv=True, *, TensorList[3] out=None)
swapaxes(Tensor input, int64_t axis0, int64_t axis1)
swapdims transpose(Tensor input, int64_t dim0, int64_t dim1)
take(Tensor input, Tensor index, *, out)
take_along_dim(Tensor input, Tensor indices, int64_t? dim=None, *, out)
tensor_split(Tensor input, SymIntArrayRef indices, int64_t dim=0)
tensor_split(Tensor input, Tensor tensor_indices_or_sections, int64_t dim=0)
tensor_split(Tensor input, SymInt sections, int64_t dim=0)
threshold(Tensor input, Scalar threshold, Scalar value, *, out)
threshold_(Tensor input, Scalar threshold, Scalar value)
tile(Tensor input, SymIntArrayRef dims)
topk(Tensor input, SymInt k, int64_t dim=-1, bool largest=True, bool sorted=True, *, TensorList[2]
    out=None)
trapz(Tensor y, *, double dx=1, int64_t dim=-1)
trapz(Tensor y, Tensor x, *, int64_t dim=-1)
tril triu(Tensor input, SymInt diagonal=0, *, out)
tril_indices triu_indices(int64_t row, int64_t col, int64_t offset=0, *, options)
triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin=1.0, double p=2,
    double eps=1e-06, bool swap=False, int64_t reduction=at::Reduction::Mean)
unbind(Tensor input, int64_t dim=0)
unflatten(Tensor input, int64_t dim, SymIntArrayRef sizes)
unsafe_split(Tensor input, SymInt split_size, int64_t dim=0)
unsqueeze(Tensor input, int64_t dim)
vander(Tensor x, int64_t? N=None, bool increasing=False)
"""
# methods that take what the function of their name takes after the tensor, but no `out`
_LIKE_FUNCTIONS = """
add addbmm addcdiv addcmul addmv addr all allclose amax amin aminmax any arctan2 argmax argmin
argsort as_strided atan2 bernoulli bincount broadcast_to cholesky
cholesky_inverse cholesky_solve chunk clamp clamp_ clamp_max clamp_min clip clone copysign
count_nonzero cov cross cummax cummin cumprod cumsum diag diag_embed diagflat diagonal
diagonal_scatter diff dist div divide dot dsplit eq equal fill_ flatten flip floor_divide fmax fmin
fmod gather gcd ge ger greater greater_equal gt heaviside histc hsplit hypot igamma igammac
index_add index_copy index_fill index_put index_reduce index_select inner is_same_size isclose kron
kthvalue lcm ldexp le lerp less less_equal log_softmax logaddexp logaddexp2 logcumsumexp logical_and
logical_or logical_xor logit logsumexp lt lu_solve masked_fill masked_scatter masked_select matmul
matrix_power max maximum mean median min minimum mode moveaxis movedim mul multinomial multiply mv
mvlgamma nan_to_num nanmean nanmedian nanquantile nansum narrow narrow_copy ne nextafter
nonzero_static not_equal outer permute pinverse polygamma prelu prod put qr quantile reshape roll
rot90 round round_ scatter scatter_add scatter_reduce select select_scatter slice_scatter softmax
sort squeeze std sub subtract sum svd swapaxes swapdims take take_along_dim tensor_split tile topk
transpose tril triu true_divide unbind unsafe_chunk unsafe_split unsqueeze var vdot vsplit
"""
# methods that take what the one without the underscore takes
_IN_PLACE = """
add_ addcdiv_ addcmul_ addmm_ addmv_ arctan2_ atan2_ baddbmm_ bitwise_and_ bitwise_left_shift_
bitwise_or_ bitwise_right_shift_ bitwise_xor_ clamp_max_ clamp_min_ clip_ copysign_ cumprod_ cumsum_
div_ divide_ eq_ floor_divide_ fmod_ gcd_ ge_ greater_ greater_equal_ gt_ hypot_ igamma_ igammac_
index_add_ index_copy_ index_fill_ index_put_ index_reduce_ lcm_ le_ lerp_ less_ less_equal_
logical_and_ logical_or_ logical_xor_ lt_ masked_fill_ masked_scatter_ mul_ multiply_ nan_to_num_
ne_ nextafter_ not_equal_ pow_ put_ remainder_ scatter_ scatter_add_ scatter_reduce_ squeeze_ sub_
subtract_ swapaxes_ swapdims_ transpose_ tril_ triu_ true_divide_ unsqueeze_ xlogy_
"""
_METHODS = """
addmm(Scalar beta, Scalar alpha, Tensor mat1, Tensor mat2)|deprecated
addmm(Scalar beta, Tensor mat1, Tensor mat2)|deprecated
addmm(Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1)
baddbmm(Scalar beta, Scalar alpha, Tensor batch1, Tensor batch2)|deprecated
baddbmm(Scalar beta, Tensor batch1, Tensor batch2)|deprecated
baddbmm(Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)
bernoulli_(Tensor p, *, generator)
bernoulli_(double p=0.5, *, generator)
bfloat16 bool byte cdouble cfloat char cpu double float half int long short(*, memory_format)
bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor remainder xlogy(Tensor
    other)
bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor remainder xlogy(Scalar
    other)
bmm mm(Tensor mat2)
contiguous is_contiguous(*, MemoryFormat memory_format=contiguous_format)
copy_(Tensor other, bool non_blocking=False)
copy_(Tensor other, bool async=False)|deprecated
cuda(Device? device=None, bool non_blocking=False, *, memory_format)
cuda(Device? device=None, bool async=False, *, memory_format)|deprecated
expand(SymIntArrayRef size, *, bool implicit=False)
expand_as reshape_as type_as view_as(Tensor other)
exponential_(double lambd=1, *, generator)
geometric_(double p, *, generator)
fill_diagonal_(Scalar fill_value, bool wrap=False)
float_power pow(Tensor exponent)
float_power pow(Scalar exponent)
is_pinned pin_memory(Device? device=None)
is_set_to(Tensor tensor)
log_normal_(double mean=1, double std=2, *, generator)
map_(Tensor other, PyObject* callable)
new_empty new_ones new_zeros(SymIntArrayRef size, *, options)
new_full(SymIntArrayRef size, Scalar fill_value, *, options)
new_tensor(PyObject* data, *, ScalarType dtype=None, Device? device=None, bool requires_grad=False)
nonzero()
nonzero(*, bool as_tuple)
normal_(double mean=0, double std=1, *, generator)
numpy(*, bool force=False)
random_(*, generator)
random_(int64_t from, int64_t? to, *, generator)
random_(int64_t to, *, generator)
repeat(SymIntArrayRef repeats)
repeat_interleave(Tensor repeats, int64_t? dim=None, *, SymInt? output_size=None)
repeat_interleave(SymInt repeats, int64_t? dim=None, *, SymInt? output_size=None)
requires_grad_(bool requires_grad=True)
resize_(SymIntArrayRef size, *, memory_format)
resize_as_(Tensor the_template, *, memory_format)
size stride(int64_t? dim=None)
sum_to_size(SymIntArrayRef size)
to(Device device=None, ScalarType dtype=None, bool non_blocking=False, bool copy=False, *,
    memory_format)
to(ScalarType dtype, bool non_blocking=False, bool copy=False, *, memory_format)
to(Tensor tensor, bool non_blocking=False, bool copy=False, *, memory_format)
to_dense(ScalarType? dtype=None, *, bool? masked_grad=None)
to_sparse(*, Layout? layout=None, IntArrayRef[2]? blocksize=None, int64_t? dense_dim=None)
to_sparse(int64_t sparse_dim)
type(PyObject* dtype=None, bool non_blocking=False, *, memory_format)
type(PyObject* dtype=None, bool async=False, *, memory_format)|deprecated
unfold(int64_t dimension, int64_t size, int64_t step)
uniform_(double from=0, double to=1, *, generator)
view(ScalarType dtype)
view(SymIntArrayRef size)
where(Tensor condition, Tensor other)
where(Tensor condition, Scalar other)
"""
_WITHOUT = """
_is_view abs abs_ absolute absolute_ acos acos_ acosh acosh_ adjoint angle arccos arccos_ arccosh
arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan arctan_ arctanh arctanh_ argwhere asin asin_ asinh
asinh_ atan atan_ atanh atanh_ bitwise_not bitwise_not_ ceil ceil_ conj conj_physical corrcoef cos
cos_ cosh cosh_ data_ptr deg2rad deg2rad_ dense_dim det detach detach_ digamma digamma_ dim
element_size erf erf_ erfc erfc_ erfinv erfinv_ exp exp2 exp2_ exp_ expm1 expm1_ fix fix_ fliplr
flipud floor floor_ frac frac_ frexp get_device i0 i0_ inverse is_complex is_conj is_floating_point
is_inference is_neg is_nonzero is_signed isfinite isinf isnan isneginf isposinf isreal item lgamma
lgamma_ log log10 log10_ log1p log1p_ log2 log2_ log_ logdet logical_not logical_not_ matrix_exp
msort ndimension neg neg_ negative negative_ nelement numel positive rad2deg rad2deg_ ravel
reciprocal reciprocal_ relu relu_ resolve_conj resolve_neg retain_grad rsqrt rsqrt_ sgn sgn_ sigmoid
sigmoid_ sign sign_ signbit sin sin_ sinc sinc_ sinh sinh_ slogdet sqrt sqrt_ square square_
storage_offset t t_ tan tan_ tanh tanh_ tolist trace trunc trunc_ untyped_storage zero_
"""


def read(table: str) -> dict[str, tuple[str, ...]]:
    """The signatures of a table by the names that they are of."""
    found: dict[str, tuple[str, ...]] = {}
    for line in re.sub(r"\n +", " ", table).split("\n")[1:-1]:
        names, _, rest = line.partition("(")
        listed, end, mark = rest.rpartition(")")
        full = ", ".join([_SHORT.get(each, each) for each in listed.split(", ")])
        for name in names.split():
            found[name] = (*found.get(name, ()), f"{name}({full}{end}{mark}")
    return found


def _as_method(signature: str) -> str:
    text = re.sub(r"Tensor input(, )?", "", signature, count=1)
    return re.sub(r"(, )?(\*, )?Tensor(List\[\d\])? out=None\)", ")", text)


def _methods() -> dict[str, tuple[str, ...]]:
    found = read(_METHODS) | {name: (f"{name}()|none",) for name in _WITHOUT.split()}
    for name in _LIKE_FUNCTIONS.split():
        found[name] = tuple([_as_method(each) for each in FUNCTIONS[name]])
    for name in _IN_PLACE.split():
        found[name] = tuple([each.replace("(", "_(", 1) for each in found[name[:-1]]])
    return found


FUNCTIONS = read(_FUNCTIONS)  # of torch
METHODS = _methods()  # of Tensor, without the tensor itself
