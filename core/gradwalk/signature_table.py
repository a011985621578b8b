"""The signatures of PyTorch 2.13, in the notation of its own argument parser; see signatures.py."""

from __future__ import annotations

FUNCTIONS: dict[str, tuple[str, ...]] = {  # of torch
    "abs": ("abs(Tensor input, *, Tensor out=None)",),
    "abs_": ("abs_(Tensor input)",),
    "absolute": ("absolute(Tensor input, *, Tensor out=None)",),
    "acos": ("acos(Tensor input, *, Tensor out=None)",),
    "acos_": ("acos_(Tensor input)",),
    "acosh": ("acosh(Tensor input, *, Tensor out=None)",),
    "acosh_": ("acosh_(Tensor input)",),
    "adaptive_avg_pool1d": ("adaptive_avg_pool1d(Tensor input, IntArrayRef[1] output_size)",),
    "add": (
        "add(Tensor input, Scalar alpha, Tensor other, *, Tensor out=None)|deprecated",
        "add(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)",
    ),
    "addbmm": (
        "addbmm(Scalar beta, Tensor input, Scalar alpha, Tensor batch1, Tensor batch2, *, "
        "Tensor out=None)|deprecated",
        "addbmm(Scalar beta, Tensor input, Tensor batch1, Tensor batch2, *, Tensor "
        "out=None)|deprecated",
        "addbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1,"
        " Tensor out=None)",
    ),
    "addcdiv": (
        "addcdiv(Tensor input, Scalar value, Tensor tensor1, Tensor tensor2, *, Tensor "
        "out=None)|deprecated",
        "addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor out=None)",
    ),
    "addcmul": (
        "addcmul(Tensor input, Scalar value, Tensor tensor1, Tensor tensor2, *, Tensor "
        "out=None)|deprecated",
        "addcmul(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor out=None)",
    ),
    "addmm": (
        "addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, "
        "Tensor out=None)",
        "addmm(Tensor input, Tensor mat1, Tensor mat2, ScalarType out_dtype, *, Scalar "
        "beta=1, Scalar alpha=1, Tensor out=None)",
        "addmm(Scalar beta, Tensor input, Scalar alpha, Tensor mat1, Tensor mat2, *, Tensor "
        "out=None)|deprecated",
        "addmm(Scalar beta, Tensor input, Tensor mat1, Tensor mat2, *, Tensor out=None)|deprecated",
    ),
    "addmv": (
        "addmv(Scalar beta, Tensor input, Scalar alpha, Tensor mat, Tensor vec, *, Tensor "
        "out=None)|deprecated",
        "addmv(Scalar beta, Tensor input, Tensor mat, Tensor vec, *, Tensor out=None)|deprecated",
        "addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1, Tensor"
        " out=None)",
    ),
    "addr": (
        "addr(Scalar beta, Tensor input, Scalar alpha, Tensor vec1, Tensor vec2, *, Tensor "
        "out=None)|deprecated",
        "addr(Scalar beta, Tensor input, Tensor vec1, Tensor vec2, *, Tensor out=None)|deprecated",
        "addr(Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1, "
        "Tensor out=None)",
    ),
    "all": (
        "all(Tensor input, *, Tensor out=None)",
        "all(Tensor input, IntArrayRef? dim=None, bool keepdim=False, *, Tensor out=None)",
        "all(Tensor input, int64_t dim, bool keepdim=False, *, Tensor out=None)",
    ),
    "allclose": (
        "allclose(Tensor input, Tensor other, double rtol=1e-05, double atol=1e-08, bool "
        "equal_nan=False)",
    ),
    "alpha_dropout": ("alpha_dropout(Tensor input, double p, bool train)",),
    "amax": (
        "amax(Tensor input, IntArrayRef[1] dim=None, bool keepdim=False, *, Tensor out=None)",
    ),
    "amin": (
        "amin(Tensor input, IntArrayRef[1] dim=None, bool keepdim=False, *, Tensor out=None)",
    ),
    "aminmax": (
        "aminmax(Tensor input, *, int64_t? dim=None, bool keepdim=False, TensorList[2] out=None)",
    ),
    "any": (
        "any(Tensor input, *, Tensor out=None)",
        "any(Tensor input, IntArrayRef? dim=None, bool keepdim=False, *, Tensor out=None)",
        "any(Tensor input, int64_t dim, bool keepdim=False, *, Tensor out=None)",
    ),
    "arange": (
        "arange(Scalar end, *, Tensor out=None, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
        "arange(Scalar start, Scalar end, *, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
        "arange(Scalar start, Scalar end, Scalar step=1, *, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
    ),
    "arccos": ("arccos(Tensor input, *, Tensor out=None)",),
    "arccosh": ("arccosh(Tensor input, *, Tensor out=None)",),
    "arcsin": ("arcsin(Tensor input, *, Tensor out=None)",),
    "arcsinh": ("arcsinh(Tensor input, *, Tensor out=None)",),
    "arctan": ("arctan(Tensor input, *, Tensor out=None)",),
    "arctan2": ("arctan2(Tensor input, Tensor other, *, Tensor out=None)",),
    "arctanh": ("arctanh(Tensor input, *, Tensor out=None)",),
    "argmax": ("argmax(Tensor input, int64_t? dim=None, bool keepdim=False, *, Tensor out=None)",),
    "argmin": ("argmin(Tensor input, int64_t? dim=None, bool keepdim=False, *, Tensor out=None)",),
    "argsort": (
        "argsort(Tensor input, *, bool stable, int64_t dim=-1, bool descending=False, Tensor "
        "out=None)",
        "argsort(Tensor input, int64_t dim=-1, bool descending=False)",
    ),
    "argwhere": ("argwhere(Tensor input)",),
    "as_strided": (
        "as_strided(Tensor input, SymIntArrayRef size, SymIntArrayRef stride, SymInt? "
        "storage_offset=None)",
    ),
    "asin": ("asin(Tensor input, *, Tensor out=None)",),
    "asin_": ("asin_(Tensor input)",),
    "asinh": ("asinh(Tensor input, *, Tensor out=None)",),
    "asinh_": ("asinh_(Tensor input)",),
    "atan": ("atan(Tensor input, *, Tensor out=None)",),
    "atan2": ("atan2(Tensor input, Tensor other, *, Tensor out=None)",),
    "atan_": ("atan_(Tensor input)",),
    "atanh": ("atanh(Tensor input, *, Tensor out=None)",),
    "atanh_": ("atanh_(Tensor input)",),
    "avg_pool1d": (
        "avg_pool1d(Tensor input, IntArrayRef[1] kernel_size, IntArrayRef[1] stride=None, "
        "IntArrayRef[1] padding=0, bool ceil_mode=False, bool count_include_pad=True)",
    ),
    "baddbmm": (
        "baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar "
        "alpha=1, Tensor out=None)",
        "baddbmm(Tensor input, Tensor batch1, Tensor batch2, ScalarType out_dtype, *, Scalar "
        "beta=1, Scalar alpha=1, Tensor out=None)",
        "baddbmm(Scalar beta, Tensor input, Scalar alpha, Tensor batch1, Tensor batch2, *, "
        "Tensor out=None)|deprecated",
        "baddbmm(Scalar beta, Tensor input, Tensor batch1, Tensor batch2, *, Tensor "
        "out=None)|deprecated",
    ),
    "batch_norm": (
        "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor?"
        " running_var, bool training, double momentum, double eps, bool cudnn_enabled)",
    ),
    "bernoulli": (
        "bernoulli(Tensor input, *, Generator? generator=None, Tensor out=None)",
        "bernoulli(Tensor input, double p, *, Generator? generator=None)",
    ),
    "bilinear": ("bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None)",),
    "bincount": ("bincount(Tensor input, Tensor? weights=None, SymInt minlength=0)",),
    "bitwise_not": ("bitwise_not(Tensor input, *, Tensor out=None)",),
    "bmm": (
        "bmm(Tensor input, Tensor mat2, *, Tensor out=None)",
        "bmm(Tensor input, Tensor mat2, ScalarType out_dtype, *, Tensor out=None)",
    ),
    "broadcast_to": ("broadcast_to(Tensor input, SymIntArrayRef size)",),
    "bucketize": (
        "bucketize(Tensor input, Tensor boundaries, *, bool out_int32=False, bool "
        "right=False, Tensor out=None)",
        "bucketize(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False)",
    ),
    "cat": ("cat(TensorList tensors, int64_t dim=0, *, Tensor out=None)",),
    "cdist": ("cdist(Tensor x1, Tensor x2, double p=2, int64_t? compute_mode=None)",),
    "ceil": ("ceil(Tensor input, *, Tensor out=None)",),
    "ceil_": ("ceil_(Tensor input)",),
    "celu": ("celu(Tensor input, Scalar alpha=1.0)",),
    "channel_shuffle": ("channel_shuffle(Tensor input, SymInt groups)",),
    "cholesky": ("cholesky(Tensor input, bool upper=False, *, Tensor out=None)",),
    "chunk": ("chunk(Tensor input, int64_t chunks, int64_t dim=0)",),
    "clamp": (
        "clamp(Tensor input, Tensor? min=None, Tensor? max=None, *, Tensor out=None)",
        "clamp(Tensor input, Scalar? min=None, Scalar? max=None, *, Tensor out=None)",
    ),
    "clamp_": (
        "clamp_(Tensor input, Tensor? min=None, Tensor? max=None)",
        "clamp_(Tensor input, Scalar? min=None, Scalar? max=None)",
    ),
    "clamp_max": (
        "clamp_max(Tensor input, Tensor max, *, Tensor out=None)",
        "clamp_max(Tensor input, Scalar max, *, Tensor out=None)",
    ),
    "clamp_min": (
        "clamp_min(Tensor input, Tensor min, *, Tensor out=None)",
        "clamp_min(Tensor input, Scalar min, *, Tensor out=None)",
    ),
    "clip": (
        "clip(Tensor input, Tensor? min=None, Tensor? max=None, *, Tensor out=None)",
        "clip(Tensor input, Scalar? min=None, Scalar? max=None, *, Tensor out=None)",
    ),
    "clone": ("clone(Tensor input, *, MemoryFormat? memory_format=None)",),
    "column_stack": ("column_stack(TensorList tensors, *, Tensor out=None)",),
    "combinations": ("combinations(Tensor input, int64_t r=2, bool with_replacement=False)",),
    "concat": ("concat(TensorList tensors, int64_t dim=0, *, Tensor out=None)",),
    "concatenate": ("concatenate(TensorList tensors, int64_t dim=0, *, Tensor out=None)",),
    "conj": ("conj(Tensor input)",),
    "conv1d": (
        "conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[1] stride=1, "
        "SymIntArrayRef[1] padding=0, SymIntArrayRef[1] dilation=1, SymInt groups=1)",
        "conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[1] stride=1, "
        'c10::string_view padding="valid", SymIntArrayRef[1] dilation=1, SymInt groups=1)',
    ),
    "conv2d": (
        "conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[2] stride=1, "
        "SymIntArrayRef[2] padding=0, SymIntArrayRef[2] dilation=1, SymInt groups=1)",
        "conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[2] stride=1, "
        'c10::string_view padding="valid", SymIntArrayRef[2] dilation=1, SymInt groups=1)',
    ),
    "conv3d": (
        "conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[3] stride=1, "
        "SymIntArrayRef[3] padding=0, SymIntArrayRef[3] dilation=1, SymInt groups=1)",
        "conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[3] stride=1, "
        'c10::string_view padding="valid", SymIntArrayRef[3] dilation=1, SymInt groups=1)',
    ),
    "conv_transpose1d": (
        "conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[1] "
        "stride=1, SymIntArrayRef[1] padding=0, SymIntArrayRef[1] output_padding=0, SymInt "
        "groups=1, SymIntArrayRef[1] dilation=1)",
    ),
    "conv_transpose2d": (
        "conv_transpose2d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[2] "
        "stride=1, SymIntArrayRef[2] padding=0, SymIntArrayRef[2] output_padding=0, SymInt "
        "groups=1, SymIntArrayRef[2] dilation=1)",
    ),
    "conv_transpose3d": (
        "conv_transpose3d(Tensor input, Tensor weight, Tensor? bias=None, SymIntArrayRef[3] "
        "stride=1, SymIntArrayRef[3] padding=0, SymIntArrayRef[3] output_padding=0, SymInt "
        "groups=1, SymIntArrayRef[3] dilation=1)",
    ),
    "where": (
        "where(Tensor condition)",
        "where(Tensor condition, Tensor input, Tensor other, *, Tensor out=None)",
        "where(Tensor condition, Scalar self, Tensor other)",
        "where(Tensor condition, Tensor input, Scalar other)",
        "where(Tensor condition, Scalar self, Scalar other)",
    ),
    "copysign": (
        "copysign(Tensor input, Tensor other, *, Tensor out=None)",
        "copysign(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "corrcoef": ("corrcoef(Tensor input)",),
    "cos": ("cos(Tensor input, *, Tensor out=None)",),
    "cos_": ("cos_(Tensor input)",),
    "cosh": ("cosh(Tensor input, *, Tensor out=None)",),
    "cosh_": ("cosh_(Tensor input)",),
    "cosine_embedding_loss": (
        "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double "
        "margin=0.0, int64_t reduction=at::Reduction::Mean)",
    ),
    "cosine_similarity": (
        "cosine_similarity(Tensor x1, Tensor x2, int64_t dim=1, double eps=1e-08)",
    ),
    "count_nonzero": (
        "count_nonzero(Tensor input, int64_t? dim=None)",
        "count_nonzero(Tensor input, IntArrayRef dim)",
    ),
    "cov": (
        "cov(Tensor input, *, int64_t correction=1, Tensor? fweights=None, Tensor? aweights=None)",
    ),
    "cross": ("cross(Tensor input, Tensor other, int64_t? dim=None, *, Tensor out=None)",),
    "cummax": ("cummax(Tensor input, int64_t dim, *, TensorList[2] out=None)",),
    "cummin": ("cummin(Tensor input, int64_t dim, *, TensorList[2] out=None)",),
    "cumprod": ("cumprod(Tensor input, int64_t dim, *, ScalarType? dtype=None, Tensor out=None)",),
    "cumsum": ("cumsum(Tensor input, int64_t dim, *, ScalarType? dtype=None, Tensor out=None)",),
    "cumulative_trapezoid": (
        "cumulative_trapezoid(Tensor y, Tensor x, *, int64_t dim=-1)",
        "cumulative_trapezoid(Tensor y, *, Scalar dx=1, int64_t dim=-1)",
    ),
    "deg2rad": ("deg2rad(Tensor input, *, Tensor out=None)",),
    "det": ("det(Tensor input)",),
    "detach": ("detach(Tensor input)",),
    "detach_": ("detach_(Tensor input)",),
    "diag": ("diag(Tensor input, int64_t diagonal=0, *, Tensor out=None)",),
    "diag_embed": ("diag_embed(Tensor input, int64_t offset=0, int64_t dim1=-2, int64_t dim2=-1)",),
    "diagflat": ("diagflat(Tensor input, int64_t offset=0)",),
    "diagonal": ("diagonal(Tensor input, int64_t offset=0, int64_t dim1=0, int64_t dim2=1)",),
    "diagonal_scatter": (
        "diagonal_scatter(Tensor input, Tensor src, int64_t offset=0, int64_t dim1=0, int64_t"
        " dim2=1)",
    ),
    "diff": (
        "diff(Tensor input, int64_t n=1, int64_t dim=-1, Tensor? prepend=None, Tensor? "
        "append=None, *, Tensor out=None)",
    ),
    "digamma": ("digamma(Tensor input, *, Tensor out=None)",),
    "dist": ("dist(Tensor input, Tensor other, Scalar p=2)",),
    "div": (
        "div(Tensor input, Tensor other, *, Tensor out=None)",
        "div(Tensor input, Tensor other, *, c10::string_view? rounding_mode, Tensor out=None)",
        "div(Tensor input, Scalar other, *, c10::string_view? rounding_mode)",
    ),
    "divide": (
        "divide(Tensor input, Tensor other, *, Tensor out=None)",
        "divide(Tensor input, Tensor other, *, c10::string_view? rounding_mode, Tensor out=None)",
        "divide(Tensor input, Scalar other)",
        "divide(Tensor input, Scalar other, *, c10::string_view? rounding_mode)",
    ),
    "dot": ("dot(Tensor input, Tensor tensor, *, Tensor out=None)",),
    "dropout": ("dropout(Tensor input, double p, bool train)",),
    "dsplit": (
        "dsplit(Tensor input, int64_t sections)",
        "dsplit(Tensor input, IntArrayRef indices)",
    ),
    "dstack": ("dstack(TensorList tensors, *, Tensor out=None)",),
    "embedding": (
        "embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool "
        "scale_grad_by_freq=False, bool sparse=False)",
    ),
    "embedding_bag": (
        "embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool "
        "scale_grad_by_freq, int64_t mode, bool sparse, Tensor? per_sample_weights, bool "
        "include_last_offset, int64_t? padding_idx)",
        "embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool "
        "scale_grad_by_freq=False, int64_t mode=0, bool sparse=False, Tensor? "
        "per_sample_weights=None, bool include_last_offset=False)",
    ),
    "empty": (
        "empty(SymIntArrayRef size, *, MemoryFormat? memory_format=None, Tensor out=None, "
        "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? "
        "pin_memory=False, bool? requires_grad=False)",
    ),
    "eq": (
        "eq(Tensor input, Tensor other, *, Tensor out=None)",
        "eq(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "equal": ("equal(Tensor input, Tensor other)",),
    "erf": ("erf(Tensor input, *, Tensor out=None)",),
    "erf_": ("erf_(Tensor input)",),
    "erfc": ("erfc(Tensor input, *, Tensor out=None)",),
    "erfinv": ("erfinv(Tensor input, *, Tensor out=None)",),
    "exp": ("exp(Tensor input, *, Tensor out=None)",),
    "exp2": ("exp2(Tensor input, *, Tensor out=None)",),
    "exp2_": ("exp2_(Tensor input)",),
    "exp_": ("exp_(Tensor input)",),
    "expm1": ("expm1(Tensor input, *, Tensor out=None)",),
    "expm1_": ("expm1_(Tensor input)",),
    "eye": (
        "eye(SymInt n, *, Tensor out=None, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
        "eye(SymInt n, SymInt m, *, Tensor out=None, ScalarType? dtype=None, Layout? "
        "layout=None, Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "feature_alpha_dropout": ("feature_alpha_dropout(Tensor input, double p, bool train)",),
    "fill_": (
        "fill_(Tensor input, Tensor value)",
        "fill_(Tensor input, Scalar value)",
    ),
    "fix": ("fix(Tensor input, *, Tensor out=None)",),
    "flatten": ("flatten(Tensor input, int64_t start_dim=0, int64_t end_dim=-1)",),
    "flip": ("flip(Tensor input, IntArrayRef dims)",),
    "fliplr": ("fliplr(Tensor input)",),
    "flipud": ("flipud(Tensor input)",),
    "floor": ("floor(Tensor input, *, Tensor out=None)",),
    "floor_": ("floor_(Tensor input)",),
    "floor_divide": (
        "floor_divide(Tensor input, Tensor other, *, Tensor out=None)",
        "floor_divide(Tensor input, Scalar other)",
    ),
    "fmax": ("fmax(Tensor input, Tensor other, *, Tensor out=None)",),
    "fmin": ("fmin(Tensor input, Tensor other, *, Tensor out=None)",),
    "fmod": (
        "fmod(Tensor input, Tensor other, *, Tensor out=None)",
        "fmod(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "frac": ("frac(Tensor input, *, Tensor out=None)",),
    "frac_": ("frac_(Tensor input)",),
    "full": (
        "full(SymIntArrayRef size, Scalar fill_value, *, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
    ),
    "gather": (
        "gather(Tensor input, int64_t dim, Tensor index, *, bool sparse_grad=False, Tensor "
        "out=None)",
    ),
    "gcd": ("gcd(Tensor input, Tensor other, *, Tensor out=None)",),
    "ge": (
        "ge(Tensor input, Tensor other, *, Tensor out=None)",
        "ge(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "ger": ("ger(Tensor input, Tensor vec2, *, Tensor out=None)",),
    "greater": (
        "greater(Tensor input, Tensor other, *, Tensor out=None)",
        "greater(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "greater_equal": (
        "greater_equal(Tensor input, Tensor other, *, Tensor out=None)",
        "greater_equal(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "group_norm": (
        "group_norm(Tensor input, int64_t num_groups, Tensor? weight=None, Tensor? bias=None,"
        " double eps=1e-05, bool cudnn_enabled=True)",
    ),
    "gt": (
        "gt(Tensor input, Tensor other, *, Tensor out=None)",
        "gt(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "hardshrink": ("hardshrink(Tensor input, Scalar lambd=0.5, *, Tensor out=None)",),
    "heaviside": ("heaviside(Tensor input, Tensor values, *, Tensor out=None)",),
    "hinge_embedding_loss": (
        "hinge_embedding_loss(Tensor input, Tensor target, double margin=1.0, int64_t "
        "reduction=at::Reduction::Mean)",
    ),
    "histc": (
        "histc(Tensor input, int64_t bins=100, Scalar min=0, Scalar max=0, *, Tensor out=None)",
    ),
    "histogram": (
        "histogram(Tensor input, Tensor bins, *, Tensor? weight=None, bool density=False, "
        "TensorList[2] out=None)",
        "histogram(Tensor input, int64_t bins=100, *, ArrayRef<double>? range=None, Tensor? "
        "weight=None, bool density=False, TensorList[2] out=None)",
    ),
    "hsplit": (
        "hsplit(Tensor input, int64_t sections)",
        "hsplit(Tensor input, IntArrayRef indices)",
    ),
    "hstack": ("hstack(TensorList tensors, *, Tensor out=None)",),
    "hypot": ("hypot(Tensor input, Tensor other, *, Tensor out=None)",),
    "index_add": (
        "index_add(Tensor input, int64_t dim, Tensor index, Tensor source, *, Scalar alpha=1,"
        " Tensor out=None)",
    ),
    "index_copy": (
        "index_copy(Tensor input, int64_t dim, Tensor index, Tensor source, *, Tensor out=None)",
    ),
    "index_fill": (
        "index_fill(Tensor input, int64_t dim, Tensor index, Tensor value)",
        "index_fill(Tensor input, int64_t dim, Tensor index, Scalar value)",
    ),
    "index_put": (
        "index_put(Tensor input, c10::List<::std::optional<Tensor>> indices, Tensor values, "
        "bool accumulate=False)",
    ),
    "index_select": ("index_select(Tensor input, int64_t dim, Tensor index, *, Tensor out=None)",),
    "inner": ("inner(Tensor input, Tensor other, *, Tensor out=None)",),
    "instance_norm": (
        "instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, "
        "Tensor? running_var, bool use_input_stats, double momentum, double eps, bool "
        "cudnn_enabled)",
    ),
    "inverse": ("inverse(Tensor input, *, Tensor out=None)",),
    "is_complex": ("is_complex(Tensor input)",),
    "is_floating_point": ("is_floating_point(Tensor input)",),
    "is_inference": ("is_inference(Tensor input)",),
    "is_nonzero": ("is_nonzero(Tensor input)",),
    "is_same_size": ("is_same_size(Tensor input, Tensor other)",),
    "isclose": (
        "isclose(Tensor input, Tensor other, double rtol=1e-05, double atol=1e-08, bool "
        "equal_nan=False)",
    ),
    "isfinite": ("isfinite(Tensor input)",),
    "isin": (
        "isin(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool "
        "invert=False, Tensor out=None)",
        "isin(Scalar element, Tensor test_elements, *, bool assume_unique=False, bool "
        "invert=False, Tensor out=None)",
        "isin(Tensor elements, Scalar test_element, *, bool assume_unique=False, bool "
        "invert=False, Tensor out=None)",
    ),
    "isinf": ("isinf(Tensor input)",),
    "isnan": ("isnan(Tensor input)",),
    "isneginf": ("isneginf(Tensor input, *, Tensor out=None)",),
    "isposinf": ("isposinf(Tensor input, *, Tensor out=None)",),
    "isreal": ("isreal(Tensor input)",),
    "kron": ("kron(Tensor input, Tensor other, *, Tensor out=None)",),
    "kthvalue": (
        "kthvalue(Tensor input, SymInt k, int64_t dim=-1, bool keepdim=False, *, "
        "TensorList[2] out=None)",
    ),
    "layer_norm": (
        "layer_norm(Tensor input, SymIntArrayRef normalized_shape, Tensor? weight=None, "
        "Tensor? bias=None, double eps=1e-05, bool cudnn_enable=True)",
    ),
    "lcm": ("lcm(Tensor input, Tensor other, *, Tensor out=None)",),
    "ldexp": ("ldexp(Tensor input, Tensor other, *, Tensor out=None)",),
    "le": (
        "le(Tensor input, Tensor other, *, Tensor out=None)",
        "le(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "lerp": (
        "lerp(Tensor input, Tensor end, Tensor weight, *, Tensor out=None)",
        "lerp(Tensor input, Tensor end, Scalar weight, *, Tensor out=None)",
    ),
    "less": (
        "less(Tensor input, Tensor other, *, Tensor out=None)",
        "less(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "less_equal": (
        "less_equal(Tensor input, Tensor other, *, Tensor out=None)",
        "less_equal(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "lgamma": ("lgamma(Tensor input, *, Tensor out=None)",),
    "linspace": (
        "linspace(Tensor start, Tensor end, int64_t steps, *, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
        "linspace(Scalar start, Tensor end, int64_t steps, *, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
        "linspace(Tensor start, Scalar end, int64_t steps, *, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
        "linspace(Scalar start, Scalar end, int64_t steps, *, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
    ),
    "log": ("log(Tensor input, *, Tensor out=None)",),
    "log10": ("log10(Tensor input, *, Tensor out=None)",),
    "log10_": ("log10_(Tensor input)",),
    "log1p": ("log1p(Tensor input, *, Tensor out=None)",),
    "log1p_": ("log1p_(Tensor input)",),
    "log2": ("log2(Tensor input, *, Tensor out=None)",),
    "log2_": ("log2_(Tensor input)",),
    "log_": ("log_(Tensor input)",),
    "log_softmax": (
        "log_softmax(Tensor input, int64_t dim, ScalarType? dtype=None, *, Tensor out=None)",
    ),
    "logaddexp": ("logaddexp(Tensor input, Tensor other, *, Tensor out=None)",),
    "logaddexp2": ("logaddexp2(Tensor input, Tensor other, *, Tensor out=None)",),
    "logcumsumexp": ("logcumsumexp(Tensor input, int64_t dim, *, Tensor out=None)",),
    "logdet": ("logdet(Tensor input)",),
    "logical_and": ("logical_and(Tensor input, Tensor other, *, Tensor out=None)",),
    "logical_not": ("logical_not(Tensor input, *, Tensor out=None)",),
    "logical_or": ("logical_or(Tensor input, Tensor other, *, Tensor out=None)",),
    "logical_xor": ("logical_xor(Tensor input, Tensor other, *, Tensor out=None)",),
    "logit": ("logit(Tensor input, double? eps=None, *, Tensor out=None)",),
    "logspace": (
        "logspace(Tensor start, Tensor end, int64_t steps, double base=10.0, *, Tensor "
        "out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? "
        "pin_memory=False, bool? requires_grad=False)",
        "logspace(Scalar start, Tensor end, int64_t steps, double base=10.0, *, Tensor "
        "out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? "
        "pin_memory=False, bool? requires_grad=False)",
        "logspace(Tensor start, Scalar end, int64_t steps, double base=10.0, *, Tensor "
        "out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? "
        "pin_memory=False, bool? requires_grad=False)",
        "logspace(Scalar start, Scalar end, int64_t steps, double base=10.0, *, Tensor "
        "out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? "
        "pin_memory=False, bool? requires_grad=False)",
    ),
    "logsumexp": (
        "logsumexp(Tensor input, IntArrayRef[1] dim, bool keepdim=False, *, Tensor out=None)",
    ),
    "lt": (
        "lt(Tensor input, Tensor other, *, Tensor out=None)",
        "lt(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "margin_ranking_loss": (
        "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin=0.0, "
        "int64_t reduction=at::Reduction::Mean)",
    ),
    "masked_fill": (
        "masked_fill(Tensor input, Tensor mask, Tensor value)",
        "masked_fill(Tensor input, Tensor mask, Scalar value)",
    ),
    "masked_scatter": ("masked_scatter(Tensor input, Tensor mask, Tensor source)",),
    "masked_select": ("masked_select(Tensor input, Tensor mask, *, Tensor out=None)",),
    "matmul": ("matmul(Tensor input, Tensor other, *, Tensor out=None)",),
    "matrix_exp": ("matrix_exp(Tensor input)",),
    "matrix_power": ("matrix_power(Tensor input, int64_t n, *, Tensor out=None)",),
    "max": (
        "max(Tensor input, *, Tensor out=None)",
        "max(Tensor input, Tensor other, *, Tensor out=None)",
        "max(Tensor input, int64_t dim, bool keepdim=False, *, TensorList[2] out=None)",
    ),
    "max_pool1d": (
        "max_pool1d(Tensor input, IntArrayRef[1] kernel_size, IntArrayRef[1] stride=None, "
        "IntArrayRef[1] padding=0, IntArrayRef[1] dilation=1, bool ceil_mode=False)",
    ),
    "max_pool2d": (
        "max_pool2d(Tensor input, IntArrayRef[2] kernel_size, IntArrayRef[2] stride=None, "
        "IntArrayRef[2] padding=0, IntArrayRef[2] dilation=1, bool ceil_mode=False)",
    ),
    "max_pool3d": (
        "max_pool3d(Tensor input, IntArrayRef[3] kernel_size, IntArrayRef[3] stride=None, "
        "IntArrayRef[3] padding=0, IntArrayRef[3] dilation=1, bool ceil_mode=False)",
    ),
    "maximum": ("maximum(Tensor input, Tensor other, *, Tensor out=None)",),
    "mean": (
        "mean(Tensor input, *, ScalarType? dtype=None, Tensor out=None)",
        "mean(Tensor input, IntArrayRef[1]? dim, bool keepdim=False, *, ScalarType? "
        "dtype=None, Tensor out=None)",
    ),
    "median": (
        "median(Tensor input)",
        "median(Tensor input, int64_t dim, bool keepdim=False, *, TensorList[2] out=None)",
    ),
    "min": (
        "min(Tensor input, *, Tensor out=None)",
        "min(Tensor input, Tensor other, *, Tensor out=None)",
        "min(Tensor input, int64_t dim, bool keepdim=False, *, TensorList[2] out=None)",
    ),
    "minimum": ("minimum(Tensor input, Tensor other, *, Tensor out=None)",),
    "mm": (
        "mm(Tensor input, Tensor mat2, *, Tensor out=None)",
        "mm(Tensor input, Tensor mat2, ScalarType out_dtype, *, Tensor out=None)",
    ),
    "mode": ("mode(Tensor input, int64_t dim=-1, bool keepdim=False, *, TensorList[2] out=None)",),
    "moveaxis": (
        "moveaxis(Tensor input, int64_t source, int64_t destination)",
        "moveaxis(Tensor input, IntArrayRef source, IntArrayRef destination)",
    ),
    "movedim": (
        "movedim(Tensor input, int64_t source, int64_t destination)",
        "movedim(Tensor input, IntArrayRef source, IntArrayRef destination)",
    ),
    "msort": ("msort(Tensor input, *, Tensor out=None)",),
    "mul": ("mul(Tensor input, Tensor other, *, Tensor out=None)",),
    "multinomial": (
        "multinomial(Tensor input, SymInt num_samples, bool replacement=False, *, Generator? "
        "generator=None, Tensor out=None)",
    ),
    "multiply": (
        "multiply(Tensor input, Tensor other, *, Tensor out=None)",
        "multiply(Tensor input, Scalar other)",
    ),
    "mv": ("mv(Tensor input, Tensor vec, *, Tensor out=None)",),
    "mvlgamma": ("mvlgamma(Tensor input, int64_t p, *, Tensor out=None)",),
    "nan_to_num": (
        "nan_to_num(Tensor input, double? nan=None, double? posinf=None, double? neginf=None,"
        " *, Tensor out=None)",
    ),
    "nanmean": (
        "nanmean(Tensor input, IntArrayRef[1]? dim=None, bool keepdim=False, *, ScalarType? "
        "dtype=None, Tensor out=None)",
    ),
    "nanmedian": (
        "nanmedian(Tensor input)",
        "nanmedian(Tensor input, int64_t dim, bool keepdim=False, *, TensorList[2] out=None)",
    ),
    "nanquantile": (
        "nanquantile(Tensor input, Tensor q, int64_t? dim=None, bool keepdim=False, *, "
        'c10::string_view interpolation="linear", Tensor out=None)',
        "nanquantile(Tensor input, double q, int64_t? dim=None, bool keepdim=False, *, "
        'c10::string_view interpolation="linear", Tensor out=None)',
    ),
    "nansum": (
        "nansum(Tensor input, IntArrayRef[1]? dim=None, bool keepdim=False, *, ScalarType? "
        "dtype=None, Tensor out=None)",
    ),
    "narrow": (
        "narrow(Tensor input, int64_t dim, Tensor start, SymInt length)",
        "narrow(Tensor input, int64_t dim, SymInt start, SymInt length)",
    ),
    "narrow_copy": (
        "narrow_copy(Tensor input, int64_t dim, SymInt start, SymInt length, *, Tensor out=None)",
    ),
    "ne": (
        "ne(Tensor input, Tensor other, *, Tensor out=None)",
        "ne(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "neg": ("neg(Tensor input, *, Tensor out=None)",),
    "neg_": ("neg_(Tensor input)",),
    "negative": ("negative(Tensor input, *, Tensor out=None)",),
    "nonzero": ("nonzero(Tensor input, *, bool as_tuple=False, Tensor out=None)",),
    "normal": (
        "normal(Tensor mean, Tensor std, *, Generator? generator=None, Tensor out=None)",
        "normal(Tensor mean, double std=1, *, Generator? generator=None, Tensor out=None)",
        "normal(double mean, Tensor std, *, Generator? generator=None, Tensor out=None)",
        "normal(double mean, double std, SymIntArrayRef size, *, Generator? generator=None, "
        "Tensor out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, "
        "bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "not_equal": (
        "not_equal(Tensor input, Tensor other, *, Tensor out=None)",
        "not_equal(Tensor input, Scalar other, *, Tensor out=None)",
    ),
    "numel": ("numel(Tensor input)",),
    "ones": (
        "ones(SymIntArrayRef size, *, Tensor out=None, ScalarType? dtype=None, Layout? "
        "layout=None, Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "outer": ("outer(Tensor input, Tensor vec2, *, Tensor out=None)",),
    "pairwise_distance": (
        "pairwise_distance(Tensor x1, Tensor x2, double p=2, double eps=1e-06, bool keepdim=False)",
    ),
    "pdist": ("pdist(Tensor input, double p=2)",),
    "permute": ("permute(Tensor input, IntArrayRef dims)",),
    "pinverse": ("pinverse(Tensor input, double rcond=1e-15)",),
    "pixel_shuffle": ("pixel_shuffle(Tensor input, int64_t upscale_factor)",),
    "pixel_unshuffle": ("pixel_unshuffle(Tensor input, int64_t downscale_factor)",),
    "poisson": ("poisson(Tensor input, Generator? generator=None)",),
    "polygamma": ("polygamma(int64_t n, Tensor input, *, Tensor out=None)",),
    "positive": ("positive(Tensor input)",),
    "prelu": ("prelu(Tensor input, Tensor weight)",),
    "prod": (
        "prod(Tensor input, *, ScalarType? dtype=None)",
        "prod(Tensor input, int64_t dim, bool keepdim=False, *, ScalarType? dtype=None, "
        "Tensor out=None)",
    ),
    "put": ("put(Tensor input, Tensor index, Tensor source, bool accumulate=False)",),
    "qr": ("qr(Tensor input, bool some=True, *, TensorList[2] out=None)",),
    "quantile": (
        "quantile(Tensor input, Tensor q, int64_t? dim=None, bool keepdim=False, *, "
        'c10::string_view interpolation="linear", Tensor out=None)',
        "quantile(Tensor input, double q, int64_t? dim=None, bool keepdim=False, *, "
        'c10::string_view interpolation="linear", Tensor out=None)',
    ),
    "rad2deg": ("rad2deg(Tensor input, *, Tensor out=None)",),
    "rand": (
        "rand(SymIntArrayRef size, *, Generator? generator, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
        "rand(SymIntArrayRef size, *, Tensor out=None, ScalarType? dtype=None, Layout? "
        "layout=None, Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "randint": (
        "randint(SymInt high, SymIntArrayRef size, *, Generator? generator, Tensor out=None, "
        "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? "
        "pin_memory=False, bool? requires_grad=False)",
        "randint(SymInt high, SymIntArrayRef size, *, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
        "randint(SymInt low, SymInt high, SymIntArrayRef size, *, Generator? generator, "
        "Tensor out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, "
        "bool? pin_memory=False, bool? requires_grad=False)",
        "randint(SymInt low, SymInt high, SymIntArrayRef size, *, Tensor out=None, "
        "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? "
        "pin_memory=False, bool? requires_grad=False)",
    ),
    "randn": (
        "randn(SymIntArrayRef size, *, Generator? generator, Tensor out=None, ScalarType? "
        "dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
        "randn(SymIntArrayRef size, *, Tensor out=None, ScalarType? dtype=None, Layout? "
        "layout=None, Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "randperm": (
        "randperm(SymInt n, *, Generator? generator, Tensor out=None, ScalarType? dtype=None,"
        " Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
        "randperm(SymInt n, *, Tensor out=None, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "range": (
        "range(Scalar start, Scalar end, Scalar step=1, *, Tensor out=None, ScalarType "
        "dtype=None, Layout layout=torch.strided, Device device=None, bool "
        "requires_grad=False)",
    ),
    "ravel": ("ravel(Tensor input)",),
    "real": ("real(Tensor input)",),
    "reciprocal": ("reciprocal(Tensor input, *, Tensor out=None)",),
    "reciprocal_": ("reciprocal_(Tensor input)",),
    "relu": ("relu(Tensor input)",),
    "relu_": ("relu_(Tensor input)",),
    "renorm": ("renorm(Tensor input, Scalar p, int64_t dim, Scalar maxnorm, *, Tensor out=None)",),
    "reshape": ("reshape(Tensor input, SymIntArrayRef shape)",),
    "resolve_conj": ("resolve_conj(Tensor input)",),
    "rms_norm": (
        "rms_norm(Tensor input, SymIntArrayRef normalized_shape, Tensor? weight=None, double?"
        " eps=None)",
    ),
    "roll": ("roll(Tensor input, SymIntArrayRef[1] shifts, IntArrayRef[1] dims=None)",),
    "rot90": ("rot90(Tensor input, int64_t k=1, IntArrayRef dims={0,1})",),
    "round": (
        "round(Tensor input, *, Tensor out=None)",
        "round(Tensor input, *, int64_t decimals, Tensor out=None)",
    ),
    "round_": (
        "round_(Tensor input)",
        "round_(Tensor input, *, int64_t decimals)",
    ),
    "row_stack": ("row_stack(TensorList tensors, *, Tensor out=None)",),
    "rrelu": (
        "rrelu(Tensor input, Scalar lower=0.125, Scalar upper=0.3333333333333333, bool "
        "training=False, Generator? generator=None)",
    ),
    "rsqrt": ("rsqrt(Tensor input, *, Tensor out=None)",),
    "rsqrt_": ("rsqrt_(Tensor input)",),
    "rsub": (
        "rsub(Tensor input, Tensor other, *, Scalar alpha=1)",
        "rsub(Tensor input, Scalar other, Scalar alpha=1)",
    ),
    "scatter": (
        "scatter(Tensor input, int64_t dim, Tensor index, Tensor src, *, Tensor out=None)",
        "scatter(Tensor input, int64_t dim, Tensor index, Tensor src, *, c10::string_view "
        "reduce, Tensor out=None)",
        "scatter(Tensor input, int64_t dim, Tensor index, Scalar value, *, Tensor out=None)",
        "scatter(Tensor input, int64_t dim, Tensor index, Scalar value, *, c10::string_view "
        "reduce, Tensor out=None)",
    ),
    "scatter_add": (
        "scatter_add(Tensor input, int64_t dim, Tensor index, Tensor src, *, Tensor out=None)",
    ),
    "scatter_reduce": (
        "scatter_reduce(Tensor input, int64_t dim, Tensor index, Tensor src, c10::string_view"
        " reduce, *, bool include_self=True, Tensor out=None)",
    ),
    "searchsorted": (
        "searchsorted(Tensor sorted_sequence, Tensor input, *, bool out_int32=False, bool "
        "right=False, c10::string_view? side=None, Tensor? sorter=None, Tensor out=None)",
        "searchsorted(Tensor sorted_sequence, Scalar self, *, bool out_int32=False, bool "
        "right=False, c10::string_view? side=None, Tensor? sorter=None, Tensor out=None)",
    ),
    "select": ("select(Tensor input, int64_t dim, SymInt index)",),
    "select_scatter": ("select_scatter(Tensor input, Tensor src, int64_t dim, SymInt index)",),
    "selu": ("selu(Tensor input)",),
    "selu_": ("selu_(Tensor input)",),
    "sgn": ("sgn(Tensor input, *, Tensor out=None)",),
    "sigmoid": ("sigmoid(Tensor input, *, Tensor out=None)",),
    "sigmoid_": ("sigmoid_(Tensor input)",),
    "sign": ("sign(Tensor input, *, Tensor out=None)",),
    "signbit": ("signbit(Tensor input, *, Tensor out=None)",),
    "sin": ("sin(Tensor input, *, Tensor out=None)",),
    "sin_": ("sin_(Tensor input)",),
    "sinc": ("sinc(Tensor input, *, Tensor out=None)",),
    "sinh": ("sinh(Tensor input, *, Tensor out=None)",),
    "sinh_": ("sinh_(Tensor input)",),
    "slice_scatter": (
        "slice_scatter(Tensor input, Tensor src, int64_t dim=0, SymInt? start=None, SymInt? "
        "end=None, SymInt step=1, *, Tensor out=None)",
    ),
    "slogdet": ("slogdet(Tensor input, *, TensorList[2] out=None)",),
    "softmax": ("softmax(Tensor input, int64_t dim, ScalarType? dtype=None, *, Tensor out=None)",),
    "sort": (
        "sort(Tensor input, *, bool? stable, int64_t dim=-1, bool descending=False, "
        "TensorList[2] out=None)",
        "sort(Tensor input, int64_t dim=-1, bool descending=False, *, TensorList[2] out=None)",
    ),
    "sqrt": ("sqrt(Tensor input, *, Tensor out=None)",),
    "sqrt_": ("sqrt_(Tensor input)",),
    "square": ("square(Tensor input, *, Tensor out=None)",),
    "square_": ("square_(Tensor input)",),
    "squeeze": (
        "squeeze(Tensor input)",
        "squeeze(Tensor input, int64_t dim)",
        "squeeze(Tensor input, IntArrayRef dim)",
    ),
    "stack": ("stack(TensorList tensors, int64_t dim=0, *, Tensor out=None)",),
    "std": (
        "std(Tensor input, IntArrayRef[1]? dim, bool unbiased=True, bool keepdim=False, *, "
        "Tensor out=None)",
        "std(Tensor input, IntArrayRef[1]? dim=None, *, Scalar? correction=None, bool "
        "keepdim=False, Tensor out=None)",
        "std(Tensor input, bool unbiased=True)",
    ),
    "std_mean": (
        "std_mean(Tensor input, IntArrayRef[1]? dim, bool unbiased=True, bool keepdim=False)",
        "std_mean(Tensor input, IntArrayRef[1]? dim=None, *, Scalar? correction=None, bool "
        "keepdim=False)",
        "std_mean(Tensor input, bool unbiased=True)",
    ),
    "sub": (
        "sub(Tensor input, Scalar alpha, Tensor other, *, Tensor out=None)|deprecated",
        "sub(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)",
    ),
    "subtract": (
        "subtract(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)",
        "subtract(Tensor input, Scalar other, Scalar alpha=1)",
    ),
    "sum": (
        "sum(Tensor input, *, ScalarType? dtype=None)",
        "sum(Tensor input, IntArrayRef[1]? dim, bool keepdim=False, *, ScalarType? "
        "dtype=None, Tensor out=None)",
    ),
    "svd": ("svd(Tensor input, bool some=True, bool compute_uv=True, *, TensorList[3] out=None)",),
    "swapaxes": ("swapaxes(Tensor input, int64_t axis0, int64_t axis1)",),
    "swapdims": ("swapdims(Tensor input, int64_t dim0, int64_t dim1)",),
    "t": ("t(Tensor input)",),
    "take": ("take(Tensor input, Tensor index, *, Tensor out=None)",),
    "take_along_dim": (
        "take_along_dim(Tensor input, Tensor indices, int64_t? dim=None, *, Tensor out=None)",
    ),
    "tan": ("tan(Tensor input, *, Tensor out=None)",),
    "tan_": ("tan_(Tensor input)",),
    "tanh": ("tanh(Tensor input, *, Tensor out=None)",),
    "tanh_": ("tanh_(Tensor input)",),
    "tensor_split": (
        "tensor_split(Tensor input, SymIntArrayRef indices, int64_t dim=0)",
        "tensor_split(Tensor input, Tensor tensor_indices_or_sections, int64_t dim=0)",
        "tensor_split(Tensor input, SymInt sections, int64_t dim=0)",
    ),
    "threshold": ("threshold(Tensor input, Scalar threshold, Scalar value, *, Tensor out=None)",),
    "threshold_": ("threshold_(Tensor input, Scalar threshold, Scalar value)",),
    "tile": ("tile(Tensor input, SymIntArrayRef dims)",),
    "topk": (
        "topk(Tensor input, SymInt k, int64_t dim=-1, bool largest=True, bool sorted=True, *,"
        " TensorList[2] out=None)",
    ),
    "trace": ("trace(Tensor input)",),
    "transpose": ("transpose(Tensor input, int64_t dim0, int64_t dim1)",),
    "trapezoid": (
        "trapezoid(Tensor y, Tensor x, *, int64_t dim=-1)",
        "trapezoid(Tensor y, *, Scalar dx=1, int64_t dim=-1)",
    ),
    "trapz": (
        "trapz(Tensor y, *, double dx=1, int64_t dim=-1)",
        "trapz(Tensor y, Tensor x, *, int64_t dim=-1)",
    ),
    "tril": ("tril(Tensor input, SymInt diagonal=0, *, Tensor out=None)",),
    "tril_indices": (
        "tril_indices(int64_t row, int64_t col, int64_t offset=0, *, ScalarType? dtype=None, "
        "Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
    ),
    "triplet_margin_loss": (
        "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double "
        "margin=1.0, double p=2, double eps=1e-06, bool swap=False, int64_t "
        "reduction=at::Reduction::Mean)",
    ),
    "triu": ("triu(Tensor input, SymInt diagonal=0, *, Tensor out=None)",),
    "triu_indices": (
        "triu_indices(int64_t row, int64_t col, int64_t offset=0, *, ScalarType? dtype=None, "
        "Layout? layout=None, Device? device=None, bool? pin_memory=False, bool? "
        "requires_grad=False)",
    ),
    "true_divide": (
        "true_divide(Tensor input, Tensor other, *, Tensor out=None)",
        "true_divide(Tensor input, Scalar other)",
    ),
    "trunc": ("trunc(Tensor input, *, Tensor out=None)",),
    "trunc_": ("trunc_(Tensor input)",),
    "unbind": ("unbind(Tensor input, int64_t dim=0)",),
    "unflatten": ("unflatten(Tensor input, int64_t dim, SymIntArrayRef sizes)",),
    "unsafe_chunk": ("unsafe_chunk(Tensor input, int64_t chunks, int64_t dim=0)",),
    "unsafe_split": ("unsafe_split(Tensor input, SymInt split_size, int64_t dim=0)",),
    "unsqueeze": ("unsqueeze(Tensor input, int64_t dim)",),
    "vander": ("vander(Tensor x, int64_t? N=None, bool increasing=False)",),
    "var": (
        "var(Tensor input, IntArrayRef[1]? dim, bool unbiased=True, bool keepdim=False, *, "
        "Tensor out=None)",
        "var(Tensor input, IntArrayRef[1]? dim=None, *, Scalar? correction=None, bool "
        "keepdim=False, Tensor out=None)",
        "var(Tensor input, bool unbiased=True)",
    ),
    "var_mean": (
        "var_mean(Tensor input, IntArrayRef[1]? dim, bool unbiased=True, bool keepdim=False)",
        "var_mean(Tensor input, IntArrayRef[1]? dim=None, *, Scalar? correction=None, bool "
        "keepdim=False)",
        "var_mean(Tensor input, bool unbiased=True)",
    ),
    "vdot": ("vdot(Tensor input, Tensor other, *, Tensor out=None)",),
    "vsplit": (
        "vsplit(Tensor input, int64_t sections)",
        "vsplit(Tensor input, IntArrayRef indices)",
    ),
    "vstack": ("vstack(TensorList tensors, *, Tensor out=None)",),
    "zero_": ("zero_(Tensor input)",),
    "zeros": (
        "zeros(SymIntArrayRef size, *, Tensor out=None, ScalarType? dtype=None, Layout? "
        "layout=None, Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
}
METHODS: dict[str, tuple[str, ...]] = {  # of Tensor, without the tensor itself
    "add": (
        "add(Scalar alpha, Tensor other)|deprecated",
        "add(Tensor other, *, Scalar alpha=1)",
    ),
    "add_": (
        "add_(Scalar alpha, Tensor other)|deprecated",
        "add_(Tensor other, *, Scalar alpha=1)",
    ),
    "addbmm": (
        "addbmm(Scalar beta, Scalar alpha, Tensor batch1, Tensor batch2)|deprecated",
        "addbmm(Scalar beta, Tensor batch1, Tensor batch2)|deprecated",
        "addbmm(Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "addcdiv": (
        "addcdiv(Scalar value, Tensor tensor1, Tensor tensor2)|deprecated",
        "addcdiv(Tensor tensor1, Tensor tensor2, *, Scalar value=1)",
    ),
    "addcdiv_": (
        "addcdiv_(Scalar value, Tensor tensor1, Tensor tensor2)|deprecated",
        "addcdiv_(Tensor tensor1, Tensor tensor2, *, Scalar value=1)",
    ),
    "addcmul": (
        "addcmul(Scalar value, Tensor tensor1, Tensor tensor2)|deprecated",
        "addcmul(Tensor tensor1, Tensor tensor2, *, Scalar value=1)",
    ),
    "addcmul_": (
        "addcmul_(Scalar value, Tensor tensor1, Tensor tensor2)|deprecated",
        "addcmul_(Tensor tensor1, Tensor tensor2, *, Scalar value=1)",
    ),
    "addmm": (
        "addmm(Scalar beta, Scalar alpha, Tensor mat1, Tensor mat2)|deprecated",
        "addmm(Scalar beta, Tensor mat1, Tensor mat2)|deprecated",
        "addmm(Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "addmm_": (
        "addmm_(Scalar beta, Scalar alpha, Tensor mat1, Tensor mat2)|deprecated",
        "addmm_(Scalar beta, Tensor mat1, Tensor mat2)|deprecated",
        "addmm_(Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "addmv": (
        "addmv(Scalar beta, Scalar alpha, Tensor mat, Tensor vec)|deprecated",
        "addmv(Scalar beta, Tensor mat, Tensor vec)|deprecated",
        "addmv(Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "addmv_": (
        "addmv_(Scalar beta, Scalar alpha, Tensor mat, Tensor vec)|deprecated",
        "addmv_(Scalar beta, Tensor mat, Tensor vec)|deprecated",
        "addmv_(Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "addr": (
        "addr(Scalar beta, Scalar alpha, Tensor vec1, Tensor vec2)|deprecated",
        "addr(Scalar beta, Tensor vec1, Tensor vec2)|deprecated",
        "addr(Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "all": (
        "all()",
        "all(IntArrayRef? dim=None, bool keepdim=False)",
        "all(int64_t dim, bool keepdim=False)",
    ),
    "allclose": (
        "allclose(Tensor other, double rtol=1e-05, double atol=1e-08, bool equal_nan=False)",
    ),
    "amax": ("amax(IntArrayRef[1] dim=None, bool keepdim=False)",),
    "amin": ("amin(IntArrayRef[1] dim=None, bool keepdim=False)",),
    "aminmax": ("aminmax(*, int64_t? dim=None, bool keepdim=False)",),
    "any": (
        "any()",
        "any(IntArrayRef? dim=None, bool keepdim=False)",
        "any(int64_t dim, bool keepdim=False)",
    ),
    "arctan2": ("arctan2(Tensor other)",),
    "arctan2_": ("arctan2_(Tensor other)",),
    "argmax": ("argmax(int64_t? dim=None, bool keepdim=False)",),
    "argmin": ("argmin(int64_t? dim=None, bool keepdim=False)",),
    "argsort": (
        "argsort(*, bool stable, int64_t dim=-1, bool descending=False)",
        "argsort(int64_t dim=-1, bool descending=False)",
    ),
    "as_strided": (
        "as_strided(SymIntArrayRef size, SymIntArrayRef stride, SymInt? storage_offset=None)",
    ),
    "atan2": ("atan2(Tensor other)",),
    "atan2_": ("atan2_(Tensor other)",),
    "baddbmm": (
        "baddbmm(Scalar beta, Scalar alpha, Tensor batch1, Tensor batch2)|deprecated",
        "baddbmm(Scalar beta, Tensor batch1, Tensor batch2)|deprecated",
        "baddbmm(Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "baddbmm_": (
        "baddbmm_(Scalar beta, Scalar alpha, Tensor batch1, Tensor batch2)|deprecated",
        "baddbmm_(Scalar beta, Tensor batch1, Tensor batch2)|deprecated",
        "baddbmm_(Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)",
    ),
    "bernoulli": (
        "bernoulli(*, Generator? generator=None)",
        "bernoulli(double p, *, Generator? generator=None)",
    ),
    "bernoulli_": (
        "bernoulli_(Tensor p, *, Generator? generator=None)",
        "bernoulli_(double p=0.5, *, Generator? generator=None)",
    ),
    "bfloat16": ("bfloat16(*, MemoryFormat? memory_format=None)",),
    "bincount": ("bincount(Tensor? weights=None, SymInt minlength=0)",),
    "bitwise_and": (
        "bitwise_and(Tensor other)",
        "bitwise_and(Scalar other)",
    ),
    "bitwise_and_": (
        "bitwise_and_(Tensor other)",
        "bitwise_and_(Scalar other)",
    ),
    "bitwise_left_shift": (
        "bitwise_left_shift(Tensor other)",
        "bitwise_left_shift(Scalar other)",
    ),
    "bitwise_left_shift_": (
        "bitwise_left_shift_(Tensor other)",
        "bitwise_left_shift_(Scalar other)",
    ),
    "bitwise_or": (
        "bitwise_or(Tensor other)",
        "bitwise_or(Scalar other)",
    ),
    "bitwise_or_": (
        "bitwise_or_(Tensor other)",
        "bitwise_or_(Scalar other)",
    ),
    "bitwise_right_shift": (
        "bitwise_right_shift(Tensor other)",
        "bitwise_right_shift(Scalar other)",
    ),
    "bitwise_right_shift_": (
        "bitwise_right_shift_(Tensor other)",
        "bitwise_right_shift_(Scalar other)",
    ),
    "bitwise_xor": (
        "bitwise_xor(Tensor other)",
        "bitwise_xor(Scalar other)",
    ),
    "bitwise_xor_": (
        "bitwise_xor_(Tensor other)",
        "bitwise_xor_(Scalar other)",
    ),
    "bmm": ("bmm(Tensor mat2)",),
    "bool": ("bool(*, MemoryFormat? memory_format=None)",),
    "broadcast_to": ("broadcast_to(SymIntArrayRef size)",),
    "byte": ("byte(*, MemoryFormat? memory_format=None)",),
    "cdouble": ("cdouble(*, MemoryFormat? memory_format=None)",),
    "cfloat": ("cfloat(*, MemoryFormat? memory_format=None)",),
    "char": ("char(*, MemoryFormat? memory_format=None)",),
    "cholesky": ("cholesky(bool upper=False)",),
    "chunk": ("chunk(int64_t chunks, int64_t dim=0)",),
    "clamp": (
        "clamp(Tensor? min=None, Tensor? max=None)",
        "clamp(Scalar? min=None, Scalar? max=None)",
    ),
    "clamp_": (
        "clamp_(Tensor? min=None, Tensor? max=None)",
        "clamp_(Scalar? min=None, Scalar? max=None)",
    ),
    "clamp_max": (
        "clamp_max(Tensor max)",
        "clamp_max(Scalar max)",
    ),
    "clamp_max_": (
        "clamp_max_(Tensor max)",
        "clamp_max_(Scalar max)",
    ),
    "clamp_min": (
        "clamp_min(Tensor min)",
        "clamp_min(Scalar min)",
    ),
    "clamp_min_": (
        "clamp_min_(Tensor min)",
        "clamp_min_(Scalar min)",
    ),
    "clip": (
        "clip(Tensor? min=None, Tensor? max=None)",
        "clip(Scalar? min=None, Scalar? max=None)",
    ),
    "clip_": (
        "clip_(Tensor? min=None, Tensor? max=None)",
        "clip_(Scalar? min=None, Scalar? max=None)",
    ),
    "clone": ("clone(*, MemoryFormat? memory_format=None)",),
    "contiguous": ("contiguous(*, MemoryFormat memory_format=contiguous_format)",),
    "copy_": ("copy_(Tensor other, bool non_blocking=False)",),
    "copysign": (
        "copysign(Tensor other)",
        "copysign(Scalar other)",
    ),
    "copysign_": (
        "copysign_(Tensor other)",
        "copysign_(Scalar other)",
    ),
    "count_nonzero": (
        "count_nonzero(int64_t? dim=None)",
        "count_nonzero(IntArrayRef dim)",
    ),
    "cov": ("cov(*, int64_t correction=1, Tensor? fweights=None, Tensor? aweights=None)",),
    "cpu": ("cpu(*, MemoryFormat? memory_format=None)",),
    "cross": ("cross(Tensor other, int64_t? dim=None)",),
    "cuda": (
        "cuda(Device? device=None, bool non_blocking=False, *, MemoryFormat? memory_format=None)",
        "cuda(Device? device=None, bool async=False, *, MemoryFormat? "
        "memory_format=None)|deprecated",
    ),
    "cummax": ("cummax(int64_t dim)",),
    "cummin": ("cummin(int64_t dim)",),
    "cumprod": ("cumprod(int64_t dim, *, ScalarType? dtype=None)",),
    "cumprod_": ("cumprod_(int64_t dim, *, ScalarType? dtype=None)",),
    "cumsum": ("cumsum(int64_t dim, *, ScalarType? dtype=None)",),
    "cumsum_": ("cumsum_(int64_t dim, *, ScalarType? dtype=None)",),
    "diag": ("diag(int64_t diagonal=0)",),
    "diag_embed": ("diag_embed(int64_t offset=0, int64_t dim1=-2, int64_t dim2=-1)",),
    "diagflat": ("diagflat(int64_t offset=0)",),
    "diagonal": ("diagonal(int64_t offset=0, int64_t dim1=0, int64_t dim2=1)",),
    "diagonal_scatter": (
        "diagonal_scatter(Tensor src, int64_t offset=0, int64_t dim1=0, int64_t dim2=1)",
    ),
    "diff": ("diff(int64_t n=1, int64_t dim=-1, Tensor? prepend=None, Tensor? append=None)",),
    "dist": ("dist(Tensor other, Scalar p=2)",),
    "div": (
        "div(Tensor other)",
        "div(Tensor other, *, c10::string_view? rounding_mode)",
        "div(Scalar other, *, c10::string_view? rounding_mode)",
    ),
    "div_": (
        "div_(Tensor other)",
        "div_(Tensor other, *, c10::string_view? rounding_mode)",
        "div_(Scalar other, *, c10::string_view? rounding_mode)",
    ),
    "divide": (
        "divide(Tensor other)",
        "divide(Tensor other, *, c10::string_view? rounding_mode)",
        "divide(Scalar other)",
        "divide(Scalar other, *, c10::string_view? rounding_mode)",
    ),
    "divide_": (
        "divide_(Tensor other)",
        "divide_(Tensor other, *, c10::string_view? rounding_mode)",
        "divide_(Scalar other)",
        "divide_(Scalar other, *, c10::string_view? rounding_mode)",
    ),
    "dot": ("dot(Tensor tensor)",),
    "double": ("double(*, MemoryFormat? memory_format=None)",),
    "dsplit": (
        "dsplit(int64_t sections)",
        "dsplit(IntArrayRef indices)",
    ),
    "eq": (
        "eq(Tensor other)",
        "eq(Scalar other)",
    ),
    "eq_": (
        "eq_(Tensor other)",
        "eq_(Scalar other)",
    ),
    "equal": ("equal(Tensor other)",),
    "expand": ("expand(SymIntArrayRef size, *, bool implicit=False)",),
    "expand_as": ("expand_as(Tensor other)",),
    "exponential_": ("exponential_(double lambd=1, *, Generator? generator=None)",),
    "geometric_": ("geometric_(double p, *, Generator? generator=None)",),
    "fill_": (
        "fill_(Tensor value)",
        "fill_(Scalar value)",
    ),
    "fill_diagonal_": ("fill_diagonal_(Scalar fill_value, bool wrap=False)",),
    "flatten": ("flatten(int64_t start_dim=0, int64_t end_dim=-1)",),
    "flip": ("flip(IntArrayRef dims)",),
    "float": ("float(*, MemoryFormat? memory_format=None)",),
    "float_power": (
        "float_power(Tensor exponent)",
        "float_power(Scalar exponent)",
    ),
    "floor_divide": (
        "floor_divide(Tensor other)",
        "floor_divide(Scalar other)",
    ),
    "floor_divide_": (
        "floor_divide_(Tensor other)",
        "floor_divide_(Scalar other)",
    ),
    "fmax": ("fmax(Tensor other)",),
    "fmin": ("fmin(Tensor other)",),
    "fmod": (
        "fmod(Tensor other)",
        "fmod(Scalar other)",
    ),
    "fmod_": (
        "fmod_(Tensor other)",
        "fmod_(Scalar other)",
    ),
    "gather": ("gather(int64_t dim, Tensor index, *, bool sparse_grad=False)",),
    "ge": (
        "ge(Tensor other)",
        "ge(Scalar other)",
    ),
    "ge_": (
        "ge_(Tensor other)",
        "ge_(Scalar other)",
    ),
    "ger": ("ger(Tensor vec2)",),
    "greater": (
        "greater(Tensor other)",
        "greater(Scalar other)",
    ),
    "greater_": (
        "greater_(Tensor other)",
        "greater_(Scalar other)",
    ),
    "greater_equal": (
        "greater_equal(Tensor other)",
        "greater_equal(Scalar other)",
    ),
    "greater_equal_": (
        "greater_equal_(Tensor other)",
        "greater_equal_(Scalar other)",
    ),
    "gt": (
        "gt(Tensor other)",
        "gt(Scalar other)",
    ),
    "gt_": (
        "gt_(Tensor other)",
        "gt_(Scalar other)",
    ),
    "half": ("half(*, MemoryFormat? memory_format=None)",),
    "heaviside": ("heaviside(Tensor values)",),
    "histc": ("histc(int64_t bins=100, Scalar min=0, Scalar max=0)",),
    "hsplit": (
        "hsplit(int64_t sections)",
        "hsplit(IntArrayRef indices)",
    ),
    "hypot": ("hypot(Tensor other)",),
    "hypot_": ("hypot_(Tensor other)",),
    "index_add": ("index_add(int64_t dim, Tensor index, Tensor source, *, Scalar alpha=1)",),
    "index_add_": ("index_add_(int64_t dim, Tensor index, Tensor source, *, Scalar alpha=1)",),
    "index_copy": ("index_copy(int64_t dim, Tensor index, Tensor source)",),
    "index_copy_": ("index_copy_(int64_t dim, Tensor index, Tensor source)",),
    "index_fill": (
        "index_fill(int64_t dim, Tensor index, Tensor value)",
        "index_fill(int64_t dim, Tensor index, Scalar value)",
    ),
    "index_fill_": (
        "index_fill_(int64_t dim, Tensor index, Tensor value)",
        "index_fill_(int64_t dim, Tensor index, Scalar value)",
    ),
    "index_put": (
        "index_put(c10::List<::std::optional<Tensor>> indices, Tensor values, bool "
        "accumulate=False)",
    ),
    "index_put_": (
        "index_put_(c10::List<::std::optional<Tensor>> indices, Tensor values, bool "
        "accumulate=False)",
    ),
    "index_select": ("index_select(int64_t dim, Tensor index)",),
    "inner": ("inner(Tensor other)",),
    "int": ("int(*, MemoryFormat? memory_format=None)",),
    "is_contiguous": ("is_contiguous(*, MemoryFormat memory_format=contiguous_format)",),
    "is_pinned": ("is_pinned(Device? device=None)",),
    "is_same_size": ("is_same_size(Tensor other)",),
    "is_set_to": ("is_set_to(Tensor tensor)",),
    "isclose": (
        "isclose(Tensor other, double rtol=1e-05, double atol=1e-08, bool equal_nan=False)",
    ),
    "kron": ("kron(Tensor other)",),
    "kthvalue": ("kthvalue(SymInt k, int64_t dim=-1, bool keepdim=False)",),
    "ldexp": ("ldexp(Tensor other)",),
    "le": (
        "le(Tensor other)",
        "le(Scalar other)",
    ),
    "le_": (
        "le_(Tensor other)",
        "le_(Scalar other)",
    ),
    "lerp": (
        "lerp(Tensor end, Tensor weight)",
        "lerp(Tensor end, Scalar weight)",
    ),
    "lerp_": (
        "lerp_(Tensor end, Tensor weight)",
        "lerp_(Tensor end, Scalar weight)",
    ),
    "less": (
        "less(Tensor other)",
        "less(Scalar other)",
    ),
    "less_": (
        "less_(Tensor other)",
        "less_(Scalar other)",
    ),
    "less_equal": (
        "less_equal(Tensor other)",
        "less_equal(Scalar other)",
    ),
    "less_equal_": (
        "less_equal_(Tensor other)",
        "less_equal_(Scalar other)",
    ),
    "log_normal_": ("log_normal_(double mean=1, double std=2, *, Generator? generator=None)",),
    "log_softmax": ("log_softmax(int64_t dim, ScalarType? dtype=None)",),
    "logaddexp": ("logaddexp(Tensor other)",),
    "logaddexp2": ("logaddexp2(Tensor other)",),
    "logcumsumexp": ("logcumsumexp(int64_t dim)",),
    "logical_and": ("logical_and(Tensor other)",),
    "logical_and_": ("logical_and_(Tensor other)",),
    "logical_or": ("logical_or(Tensor other)",),
    "logical_or_": ("logical_or_(Tensor other)",),
    "logical_xor": ("logical_xor(Tensor other)",),
    "logical_xor_": ("logical_xor_(Tensor other)",),
    "logit": ("logit(double? eps=None)",),
    "logsumexp": ("logsumexp(IntArrayRef[1] dim, bool keepdim=False)",),
    "long": ("long(*, MemoryFormat? memory_format=None)",),
    "lt": (
        "lt(Tensor other)",
        "lt(Scalar other)",
    ),
    "lt_": (
        "lt_(Tensor other)",
        "lt_(Scalar other)",
    ),
    "map_": ("map_(Tensor other, PyObject* callable)",),
    "masked_fill": (
        "masked_fill(Tensor mask, Tensor value)",
        "masked_fill(Tensor mask, Scalar value)",
    ),
    "masked_fill_": (
        "masked_fill_(Tensor mask, Tensor value)",
        "masked_fill_(Tensor mask, Scalar value)",
    ),
    "masked_scatter": ("masked_scatter(Tensor mask, Tensor source)",),
    "masked_scatter_": ("masked_scatter_(Tensor mask, Tensor source)",),
    "masked_select": ("masked_select(Tensor mask)",),
    "matmul": ("matmul(Tensor other)",),
    "matrix_power": ("matrix_power(int64_t n)",),
    "max": (
        "max()",
        "max(Tensor other)",
        "max(int64_t dim, bool keepdim=False)",
    ),
    "maximum": ("maximum(Tensor other)",),
    "mean": (
        "mean(*, ScalarType? dtype=None)",
        "mean(IntArrayRef[1]? dim, bool keepdim=False, *, ScalarType? dtype=None)",
    ),
    "median": (
        "median()",
        "median(int64_t dim, bool keepdim=False)",
    ),
    "min": (
        "min()",
        "min(Tensor other)",
        "min(int64_t dim, bool keepdim=False)",
    ),
    "minimum": ("minimum(Tensor other)",),
    "mm": ("mm(Tensor mat2)",),
    "mode": ("mode(int64_t dim=-1, bool keepdim=False)",),
    "moveaxis": (
        "moveaxis(int64_t source, int64_t destination)",
        "moveaxis(IntArrayRef source, IntArrayRef destination)",
    ),
    "movedim": (
        "movedim(int64_t source, int64_t destination)",
        "movedim(IntArrayRef source, IntArrayRef destination)",
    ),
    "mul": ("mul(Tensor other)",),
    "mul_": ("mul_(Tensor other)",),
    "multinomial": (
        "multinomial(SymInt num_samples, bool replacement=False, *, Generator? generator=None)",
    ),
    "multiply": (
        "multiply(Tensor other)",
        "multiply(Scalar other)",
    ),
    "multiply_": (
        "multiply_(Tensor other)",
        "multiply_(Scalar other)",
    ),
    "mv": ("mv(Tensor vec)",),
    "mvlgamma": ("mvlgamma(int64_t p)",),
    "nan_to_num": ("nan_to_num(double? nan=None, double? posinf=None, double? neginf=None)",),
    "nan_to_num_": ("nan_to_num_(double? nan=None, double? posinf=None, double? neginf=None)",),
    "nanmean": (
        "nanmean(IntArrayRef[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None)",
    ),
    "nanmedian": (
        "nanmedian()",
        "nanmedian(int64_t dim, bool keepdim=False)",
    ),
    "nanquantile": (
        "nanquantile(Tensor q, int64_t? dim=None, bool keepdim=False, *, c10::string_view "
        'interpolation="linear")',
        "nanquantile(double q, int64_t? dim=None, bool keepdim=False, *, c10::string_view "
        'interpolation="linear")',
    ),
    "nansum": ("nansum(IntArrayRef[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None)",),
    "narrow": (
        "narrow(int64_t dim, Tensor start, SymInt length)",
        "narrow(int64_t dim, SymInt start, SymInt length)",
    ),
    "narrow_copy": ("narrow_copy(int64_t dim, SymInt start, SymInt length)",),
    "ne": (
        "ne(Tensor other)",
        "ne(Scalar other)",
    ),
    "ne_": (
        "ne_(Tensor other)",
        "ne_(Scalar other)",
    ),
    "new_empty": (
        "new_empty(SymIntArrayRef size, *, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "new_full": (
        "new_full(SymIntArrayRef size, Scalar fill_value, *, ScalarType? dtype=None, Layout? "
        "layout=None, Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "new_ones": (
        "new_ones(SymIntArrayRef size, *, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "new_tensor": (
        "new_tensor(PyObject* data, *, ScalarType dtype=None, Device? device=None, bool "
        "requires_grad=False)",
    ),
    "new_zeros": (
        "new_zeros(SymIntArrayRef size, *, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=False, bool? requires_grad=False)",
    ),
    "nonzero": (
        "nonzero()",
        "nonzero(*, bool as_tuple)",
    ),
    "normal_": ("normal_(double mean=0, double std=1, *, Generator? generator=None)",),
    "not_equal": (
        "not_equal(Tensor other)",
        "not_equal(Scalar other)",
    ),
    "not_equal_": (
        "not_equal_(Tensor other)",
        "not_equal_(Scalar other)",
    ),
    "numpy": ("numpy(*, bool force=False)",),
    "outer": ("outer(Tensor vec2)",),
    "permute": ("permute(IntArrayRef dims)",),
    "pin_memory": ("pin_memory(Device? device=None)",),
    "pinverse": ("pinverse(double rcond=1e-15)",),
    "polygamma": ("polygamma(int64_t n)",),
    "pow": (
        "pow(Tensor exponent)",
        "pow(Scalar exponent)",
    ),
    "pow_": (
        "pow_(Tensor exponent)",
        "pow_(Scalar exponent)",
    ),
    "prelu": ("prelu(Tensor weight)",),
    "prod": (
        "prod(*, ScalarType? dtype=None)",
        "prod(int64_t dim, bool keepdim=False, *, ScalarType? dtype=None)",
    ),
    "put": ("put(Tensor index, Tensor source, bool accumulate=False)",),
    "put_": ("put_(Tensor index, Tensor source, bool accumulate=False)",),
    "qr": ("qr(bool some=True)",),
    "quantile": (
        "quantile(Tensor q, int64_t? dim=None, bool keepdim=False, *, c10::string_view "
        'interpolation="linear")',
        "quantile(double q, int64_t? dim=None, bool keepdim=False, *, c10::string_view "
        'interpolation="linear")',
    ),
    "random_": (
        "random_(*, Generator? generator=None)",
        "random_(int64_t from, int64_t? to, *, Generator? generator=None)",
        "random_(int64_t to, *, Generator? generator=None)",
    ),
    "remainder": (
        "remainder(Tensor other)",
        "remainder(Scalar other)",
    ),
    "remainder_": (
        "remainder_(Tensor other)",
        "remainder_(Scalar other)",
    ),
    "repeat": ("repeat(SymIntArrayRef repeats)",),
    "repeat_interleave": (
        "repeat_interleave(Tensor repeats, int64_t? dim=None, *, SymInt? output_size=None)",
        "repeat_interleave(SymInt repeats, int64_t? dim=None, *, SymInt? output_size=None)",
    ),
    "requires_grad_": ("requires_grad_(bool requires_grad=True)",),
    "reshape": ("reshape(SymIntArrayRef shape)",),
    "reshape_as": ("reshape_as(Tensor other)",),
    "resize_": ("resize_(SymIntArrayRef size, *, MemoryFormat? memory_format=None)",),
    "resize_as_": ("resize_as_(Tensor the_template, *, MemoryFormat? memory_format=None)",),
    "roll": ("roll(SymIntArrayRef[1] shifts, IntArrayRef[1] dims=None)",),
    "rot90": ("rot90(int64_t k=1, IntArrayRef dims={0,1})",),
    "round": (
        "round()",
        "round(*, int64_t decimals)",
    ),
    "round_": (
        "round_()",
        "round_(*, int64_t decimals)",
    ),
    "scatter": (
        "scatter(int64_t dim, Tensor index, Tensor src)",
        "scatter(int64_t dim, Tensor index, Tensor src, *, c10::string_view reduce)",
        "scatter(int64_t dim, Tensor index, Scalar value)",
        "scatter(int64_t dim, Tensor index, Scalar value, *, c10::string_view reduce)",
    ),
    "scatter_": (
        "scatter_(int64_t dim, Tensor index, Tensor src)",
        "scatter_(int64_t dim, Tensor index, Tensor src, *, c10::string_view reduce)",
        "scatter_(int64_t dim, Tensor index, Scalar value)",
        "scatter_(int64_t dim, Tensor index, Scalar value, *, c10::string_view reduce)",
    ),
    "scatter_add": ("scatter_add(int64_t dim, Tensor index, Tensor src)",),
    "scatter_add_": ("scatter_add_(int64_t dim, Tensor index, Tensor src)",),
    "scatter_reduce": (
        "scatter_reduce(int64_t dim, Tensor index, Tensor src, c10::string_view reduce, *, "
        "bool include_self=True)",
    ),
    "scatter_reduce_": (
        "scatter_reduce_(int64_t dim, Tensor index, Tensor src, c10::string_view reduce, *, "
        "bool include_self=True)",
    ),
    "select": ("select(int64_t dim, SymInt index)",),
    "select_scatter": ("select_scatter(Tensor src, int64_t dim, SymInt index)",),
    "short": ("short(*, MemoryFormat? memory_format=None)",),
    "size": ("size(int64_t? dim=None)",),
    "slice_scatter": (
        "slice_scatter(Tensor src, int64_t dim=0, SymInt? start=None, SymInt? end=None, "
        "SymInt step=1)",
    ),
    "softmax": ("softmax(int64_t dim, ScalarType? dtype=None)",),
    "sort": (
        "sort(*, bool? stable, int64_t dim=-1, bool descending=False)",
        "sort(int64_t dim=-1, bool descending=False)",
    ),
    "squeeze": (
        "squeeze()",
        "squeeze(int64_t dim)",
        "squeeze(IntArrayRef dim)",
    ),
    "squeeze_": (
        "squeeze_()",
        "squeeze_(int64_t dim)",
        "squeeze_(IntArrayRef dim)",
    ),
    "std": (
        "std(IntArrayRef[1]? dim, bool unbiased=True, bool keepdim=False)",
        "std(IntArrayRef[1]? dim=None, *, Scalar? correction=None, bool keepdim=False)",
        "std(bool unbiased=True)",
    ),
    "stride": ("stride(int64_t? dim=None)",),
    "sub": (
        "sub(Scalar alpha, Tensor other)|deprecated",
        "sub(Tensor other, *, Scalar alpha=1)",
    ),
    "sub_": (
        "sub_(Scalar alpha, Tensor other)|deprecated",
        "sub_(Tensor other, *, Scalar alpha=1)",
    ),
    "subtract": (
        "subtract(Tensor other, *, Scalar alpha=1)",
        "subtract(Scalar other, Scalar alpha=1)",
    ),
    "subtract_": (
        "subtract_(Tensor other, *, Scalar alpha=1)",
        "subtract_(Scalar other, Scalar alpha=1)",
    ),
    "sum": (
        "sum(*, ScalarType? dtype=None)",
        "sum(IntArrayRef[1]? dim, bool keepdim=False, *, ScalarType? dtype=None)",
    ),
    "sum_to_size": ("sum_to_size(SymIntArrayRef size)",),
    "svd": ("svd(bool some=True, bool compute_uv=True)",),
    "swapaxes": ("swapaxes(int64_t axis0, int64_t axis1)",),
    "swapdims": ("swapdims(int64_t dim0, int64_t dim1)",),
    "take": ("take(Tensor index)",),
    "take_along_dim": ("take_along_dim(Tensor indices, int64_t? dim=None)",),
    "tensor_split": (
        "tensor_split(SymIntArrayRef indices, int64_t dim=0)",
        "tensor_split(Tensor tensor_indices_or_sections, int64_t dim=0)",
        "tensor_split(SymInt sections, int64_t dim=0)",
    ),
    "tile": ("tile(SymIntArrayRef dims)",),
    "to": (
        "to(Device device=None, ScalarType dtype=None, bool non_blocking=False, bool "
        "copy=False, *, MemoryFormat? memory_format=None)",
        "to(ScalarType dtype, bool non_blocking=False, bool copy=False, *, MemoryFormat? "
        "memory_format=None)",
        "to(Tensor tensor, bool non_blocking=False, bool copy=False, *, MemoryFormat? "
        "memory_format=None)",
    ),
    "to_dense": ("to_dense(ScalarType? dtype=None, *, bool? masked_grad=None)",),
    "to_sparse": (
        "to_sparse(*, Layout? layout=None, IntArrayRef[2]? blocksize=None, int64_t? "
        "dense_dim=None)",
        "to_sparse(int64_t sparse_dim)",
    ),
    "topk": ("topk(SymInt k, int64_t dim=-1, bool largest=True, bool sorted=True)",),
    "transpose": ("transpose(int64_t dim0, int64_t dim1)",),
    "transpose_": ("transpose_(int64_t dim0, int64_t dim1)",),
    "tril": ("tril(SymInt diagonal=0)",),
    "tril_": ("tril_(SymInt diagonal=0)",),
    "triu": ("triu(SymInt diagonal=0)",),
    "triu_": ("triu_(SymInt diagonal=0)",),
    "true_divide": (
        "true_divide(Tensor other)",
        "true_divide(Scalar other)",
    ),
    "true_divide_": (
        "true_divide_(Tensor other)",
        "true_divide_(Scalar other)",
    ),
    "type": (
        "type(PyObject* dtype=None, bool non_blocking=False, *, MemoryFormat? memory_format=None)",
        "type(PyObject* dtype=None, bool async=False, *, MemoryFormat? "
        "memory_format=None)|deprecated",
    ),
    "type_as": ("type_as(Tensor other)",),
    "unbind": ("unbind(int64_t dim=0)",),
    "unfold": ("unfold(int64_t dimension, int64_t size, int64_t step)",),
    "uniform_": ("uniform_(double from=0, double to=1, *, Generator? generator=None)",),
    "unsafe_chunk": ("unsafe_chunk(int64_t chunks, int64_t dim=0)",),
    "unsafe_split": ("unsafe_split(SymInt split_size, int64_t dim=0)",),
    "unsqueeze": ("unsqueeze(int64_t dim)",),
    "unsqueeze_": ("unsqueeze_(int64_t dim)",),
    "var": (
        "var(IntArrayRef[1]? dim, bool unbiased=True, bool keepdim=False)",
        "var(IntArrayRef[1]? dim=None, *, Scalar? correction=None, bool keepdim=False)",
        "var(bool unbiased=True)",
    ),
    "vdot": ("vdot(Tensor other)",),
    "view": (
        "view(ScalarType dtype)",
        "view(SymIntArrayRef size)",
    ),
    "view_as": ("view_as(Tensor other)",),
    "vsplit": (
        "vsplit(int64_t sections)",
        "vsplit(IntArrayRef indices)",
    ),
    "where": (
        "where(Tensor condition, Tensor other)",
        "where(Tensor condition, Scalar other)",
    ),
    "xlogy": (
        "xlogy(Tensor other)",
        "xlogy(Scalar other)",
    ),
}
_WITHOUT = """
_conj _conj_physical _dimI _dimV _fix_weakref _indices _is_all_true _is_any_true _is_view
_is_zerotensor _lazy_clone _neg_view _nested_tensor_size _nested_tensor_storage_offsets
_nested_tensor_strides _nnz _use_count _values abs abs_ absolute absolute_ acos acos_ acosh
acosh_ adjoint angle arccos arccos_ arccosh arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan
arctan_ arctanh arctanh_ argwhere asin asin_ asinh asinh_ atan atan_ atanh atanh_ bitwise_not
bitwise_not_ ccol_indices ceil ceil_ coalesce col_indices conj conj_physical conj_physical_
const_data_ptr corrcoef cos cos_ cosh cosh_ crow_indices data_ptr deg2rad deg2rad_ dense_dim
dequantize det detach detach_ digamma digamma_ dim element_size erf erf_ erfc erfc_ erfinv
erfinv_ exp exp2 exp2_ exp_ expm1 expm1_ fix fix_ fliplr flipud floor floor_ frac frac_ frexp
geqrf get_device i0 i0_ indices int_repr inverse is_coalesced is_complex is_conj is_distributed
is_floating_point is_inference is_neg is_nonzero is_signed isfinite isinf isnan isneginf
isposinf isreal item lgamma lgamma_ log log10 log10_ log1p log1p_ log2 log2_ log_ logdet
logical_not logical_not_ matrix_exp msort ndimension neg neg_ negative negative_ nelement numel
positive q_per_channel_axis q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point
qscheme rad2deg rad2deg_ ravel reciprocal reciprocal_ relu relu_ resolve_conj resolve_neg
retain_grad row_indices rsqrt rsqrt_ sgn sgn_ sigmoid sigmoid_ sign sign_ signbit sin sin_ sinc
sinc_ sinh sinh_ slogdet sparse_dim sqrt sqrt_ square square_ storage_offset t t_ tan tan_ tanh
tanh_ tolist trace trunc trunc_ untyped_storage values zero_
"""
# what C++ calls without looking for arguments
NO_ARGUMENTS = tuple(_WITHOUT.split())
