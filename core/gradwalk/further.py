"""The methods of Tensor that few programs use, one line each; methods.py has the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gradwalk import dtypes, inplace, mode
from gradwalk.array import xp
from gradwalk.op import in_place
from gradwalk.ops import activation as a
from gradwalk.ops import arithmetic, compare, linalg, matrix, order, parts, pick, statistics
from gradwalk.ops import further as f
from gradwalk.ops import transcendental as t
from gradwalk.readonly import readonly
from gradwalk.tensorbase import fresh, writable
from gradwalk.trace import listen
from gradwalk.views import tracked


def _compared(function: Any) -> Callable[..., Any]:
    """A comparison in place: the answers as numbers of the tensor's own dtype."""

    def call(self: Any, other: Any) -> Any:
        return self.copy_(function(self, other))

    return call


def _refused(name: str, reason: str) -> Callable[..., Any]:
    """A method that does not exist here, and why."""

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"Tensor.{name} does not exist in gradwalk: {reason}")

    return call


class Further:
    """What Tensor has besides."""

    __slots__ = ()
    _array: Any

    acos_ = arccos_ = in_place(t.acos)
    asin_ = arcsin_ = in_place(t.asin)
    atan_ = arctan_ = in_place(t.atan)
    sinh_ = in_place(t.sinh)
    cosh_ = in_place(t.cosh)
    tan_ = in_place(t.tan)
    acosh_ = arccosh_ = in_place(t.acosh)
    asinh_ = arcsinh_ = in_place(t.asinh)
    atanh_ = arctanh_ = in_place(t.atanh)
    arccosh = t.acosh
    arcsinh = t.asinh
    arctanh = t.atanh
    atan2_ = arctan2_ = in_place(t.atan2)
    erf_ = in_place(t.erf)
    erfc_ = in_place(t.erfc)
    lgamma_ = in_place(t.lgamma)
    digamma_ = in_place(t.digamma)
    sinc_ = in_place(t.sinc)
    deg2rad_ = in_place(t.deg2rad)
    rad2deg_ = in_place(t.rad2deg)
    hypot_ = in_place(arithmetic.hypot)
    frac_ = in_place(compare.frac)
    sgn_ = in_place(compare.sgn)
    true_divide_ = in_place(arithmetic.div)
    copysign = f.copysign
    copysign_ = in_place(f.copysign)
    logaddexp2 = f.logaddexp2
    ldexp = f.ldexp
    float_power = f.float_power
    heaviside = compare.heaviside
    isposinf = compare.isposinf
    isneginf = compare.isneginf
    signbit = compare.signbit
    eq_ = _compared(compare.eq)
    ne_ = not_equal_ = _compared(compare.ne)
    lt_ = less_ = _compared(compare.lt)
    le_ = less_equal_ = _compared(compare.le)
    gt_ = greater_ = _compared(compare.gt)
    ge_ = greater_equal_ = _compared(compare.ge)
    logical_not_ = _compared(lambda self, _=None: compare.logical_not(self))
    logical_and_ = _compared(compare.logical_and)
    logical_or_ = _compared(compare.logical_or)
    logical_xor_ = _compared(compare.logical_xor)
    bitwise_and = compare.bitwise_and
    bitwise_or = compare.bitwise_or
    bitwise_xor = compare.bitwise_xor
    bitwise_not = compare.bitwise_not
    bitwise_left_shift = compare.lshift
    bitwise_right_shift = compare.rshift
    bitwise_and_ = in_place(compare.bitwise_and)
    bitwise_or_ = in_place(compare.bitwise_or)
    bitwise_xor_ = in_place(compare.bitwise_xor)
    bitwise_not_ = in_place(compare.bitwise_not)
    bitwise_left_shift_ = __ilshift__ = in_place(compare.lshift)
    bitwise_right_shift_ = __irshift__ = in_place(compare.rshift)
    addbmm = matrix.addbmm
    addr = matrix.addr
    addmm_ = in_place(linalg.addmm)
    addmv_ = in_place(linalg.addmv)
    baddbmm_ = in_place(linalg.baddbmm)
    prelu = a.prelu_kernel
    put = f.put
    put_ = in_place(f.put)
    scatter_reduce = f.scatter_reduce
    scatter_reduce_ = in_place(f.scatter_reduce)
    bernoulli = f.bernoulli
    multinomial = statistics.multinomial
    rot90 = f.rot90
    dist = f.dist
    aminmax = f.aminmax
    diagflat = f.diagflat
    vdot = f.vdot
    hsplit = f.hsplit
    vsplit = f.vsplit
    dsplit = f.dsplit
    select_scatter = f.select_scatter
    slice_scatter = f.slice_scatter
    diagonal_scatter = f.diagonal_scatter
    slogdet = matrix.slogdet
    unsafe_split = parts.split
    unsafe_chunk = parts.chunk

    def polygamma(self, n: int) -> Any:
        """The n-th derivative of digamma."""
        return t.polygamma(n, self)

    def positive(self) -> Any:
        """Itself; truth values are refused."""
        if self._array.dtype.kind == "b":
            raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
        return self

    def mvlgamma(self, p: int) -> Any:
        """The multivariate log-gamma function of dimension p."""
        terms = [t.lgamma(self - 0.5 * i) for i in range(p)]  # type: ignore[operator]
        total = terms[0]
        for each in terms[1:]:
            total = total + each
        return total + p * (p - 1) / 4 * 1.1447298858494002  # log pi

    def nanmedian(self, dim: Any = None, keepdim: bool = False) -> Any:
        """`median` of the elements that are numbers."""
        return pick.nanmedian(self, dim, keepdim)

    def nanquantile(self, q: Any, dim: Any = None, keepdim: bool = False) -> Any:
        """`quantile` of the elements that are numbers."""
        return statistics.nanquantile(self, q, dim, keepdim)

    def msort(self) -> Any:
        """Sorted along the first dimension."""
        return self.sort(0).values  # type: ignore[attr-defined]

    def argwhere(self) -> Any:
        """The places of the elements that are not zero."""
        return self.nonzero()  # type: ignore[attr-defined]

    def narrow_copy(self, dim: int, start: int, length: int) -> Any:
        """A slice of one dimension, copied."""
        return self.narrow(dim, start, length).clone()  # type: ignore[attr-defined]

    def pinverse(self, rcond: float = 1e-15) -> Any:
        """The pseudo-inverse."""
        from gradwalk import linalg as names

        return names.pinv(self, rtol=rcond)

    def svd(self, some: bool = True, compute_uv: bool = True) -> Any:
        """U, S and V with self = U diag(S) V^T."""
        from gradwalk import linalg as names
        from gradwalk import return_types

        u, s, vh = names.svd(self, full_matrices=not some)
        return return_types.old_svd((u, s, vh.mH))

    def qr(self, some: bool = True) -> Any:
        """Q and R with self = Q R."""
        from gradwalk import linalg as names
        from gradwalk import return_types

        return return_types.old_qr(names.qr(self, "reduced" if some else "complete"))

    def matrix_exp(self) -> Any:
        """The exponential of a square matrix."""
        from gradwalk import linalg as names

        return names.matrix_exp(self)

    def unique_consecutive(
        self, return_inverse: bool = False, return_counts: bool = False, dim: Any = None
    ) -> Any:
        """The elements without repeats of their neighbours."""
        return statistics.unique_consecutive(self, return_inverse, return_counts, dim)

    # --- questions -------------------------------------------------------------------------

    def is_nonzero(self) -> bool:
        """Whether the only element is not zero."""
        size = self._array.size
        if size != 1:
            what = "no values" if not size else "more than one value"
            raise RuntimeError(f"Boolean value of Tensor with {what} is ambiguous")
        return bool(self._array.item())

    def is_signed(self) -> bool:
        """Whether its dtype has negative numbers."""
        return self._array.dtype.kind in "ifc"

    def is_conj(self) -> bool:
        """Whether it is a lazy conjugate: never."""
        return False

    def is_neg(self) -> bool:
        """Whether it is a lazy negative: never."""
        return False

    def is_pinned(self) -> bool:
        """Whether it is in pinned memory: never."""
        return False

    def is_shared(self) -> bool:
        """Whether it is in shared memory: never."""
        return False

    def is_set_to(self, tensor: Any) -> bool:
        """Whether it looks at the same memory in the same way."""
        first, second = writable(self), writable(tensor)  # type: ignore[arg-type]
        return bool(
            self.data_ptr() == tensor.data_ptr()  # type: ignore[attr-defined]
            and first.shape == second.shape
            and first.strides == second.strides
        )

    def isreal(self) -> Any:
        """True everywhere: there are no complex elements."""
        return fresh(xp.ones(self._array.shape, "bool"))

    def get_device(self) -> int:
        """-1: the CPU has no number."""
        return -1

    def dense_dim(self) -> int:
        """How many dimensions it has."""
        return int(self._array.ndim)

    def dim_order(self) -> tuple[int, ...]:
        """The dimensions from the outermost in memory to the innermost."""
        steps = self._array.strides
        return tuple(sorted(range(len(steps)), key=lambda d: -steps[d]))

    @readonly
    def is_cpu(self) -> bool:
        """Whether it is on the CPU: always."""
        return True

    @readonly
    def is_mps(self) -> bool:
        """Whether it is on a Mac's GPU: never."""
        return False

    is_xpu = is_ipu = is_xla = is_mtia = is_vulkan = is_maia = is_nested = is_sparse_csr = is_mps

    @property
    def grad_dtype(self) -> Any:
        """The dtype its gradient has: its own."""
        return dtypes.of(self._array)

    @readonly
    def H(self) -> Any:
        """The transpose of a matrix."""
        return f.transposed(self)

    @readonly
    def mH(self) -> Any:
        """The last two dimensions swapped."""
        return self.mT  # type: ignore[attr-defined]

    # --- other forms of itself -------------------------------------------------------------

    def conj(self) -> Any:
        """Itself: there are no complex elements."""
        return self

    conj_physical = resolve_conj = resolve_neg = to_dense = pin_memory = conj

    def share_memory_(self) -> Any:
        """Itself: there is one process."""
        return self

    def byte(self) -> Any:
        """In uint8."""
        return self.to(dtypes.uint8)  # type: ignore[attr-defined]

    def char(self) -> Any:
        """In int8."""
        return self.to(dtypes.int8)  # type: ignore[attr-defined]

    def short(self) -> Any:
        """In int16."""
        return self.to(dtypes.int16)  # type: ignore[attr-defined]

    bfloat16 = _refused("bfloat16", "the array module has no such dtype; float16 is there")
    cfloat = cdouble = _refused("cfloat", "complex numbers have no autograd here")
    to_sparse = _refused("to_sparse", "tensors are dense here")
    stft = _refused("stft", "there are no Fourier transforms")
    angle = _refused("angle", "complex numbers have no autograd here")
    refine_names = rename = _refused("rename", "dimensions have no names")

    def __reversed__(self) -> Any:
        return order.flip(self, tuple(range(self._array.ndim)))

    def __delitem__(self, index: Any) -> None:
        raise TypeError("Tensor does not support deleting items")

    def __rlshift__(self, other: Any) -> Any:
        return compare.lshift(fresh(xp.asarray(other)), self)

    def __rrshift__(self, other: Any) -> Any:
        return compare.rshift(fresh(xp.asarray(other)), self)

    def _elements(self) -> Iterator[Any]:
        yield from self._array.reshape(-1).tolist()

    def apply_(self, callable: Callable[[Any], Any]) -> Any:
        """Replace each element by what the function makes of it."""
        if tracked(self):  # type: ignore[arg-type]
            raise RuntimeError(
                "Can't call apply_() on Variable that requires grad. Use var.detach().apply_() "
                "instead."
            )
        made = [callable(each) for each in self._elements()]
        return self._overwrite(made)

    def map_(self, tensor: Any, callable: Callable[[Any, Any], Any]) -> Any:
        """Replace each element by what the function makes of it and of the other tensor's."""
        if tracked(self):  # type: ignore[arg-type]
            raise RuntimeError(
                "Can't call map_() on Variable that requires grad. Use var.detach().map_() instead."
            )
        others = xp.broadcast_to(tensor._array, self._array.shape).reshape(-1).tolist()
        made = [callable(x, y) for x, y in zip(self._elements(), others, strict=True)]
        return self._overwrite(made)

    def _overwrite(self, values: list[Any]) -> Any:
        listen.lend(self)  # type: ignore[arg-type]
        memory = writable(self)  # type: ignore[arg-type]
        memory[...] = xp.array(values, dtype=memory.dtype).reshape(memory.shape)
        return self  # no counter hears of it, as in PyTorch

    def resize_(self, *sizes: Any, memory_format: Any = None) -> Any:
        """Another shape on the same memory; more is added at the end where it does not do."""
        if mode.grad_enabled and tracked(self):  # type: ignore[arg-type]
            raise RuntimeError("cannot resize variables that require grad")
        from gradwalk.ops.shape import sizes_of

        shape = sizes_of(sizes)
        old = writable(self).reshape(-1)  # type: ignore[arg-type]
        count = 1
        for n in shape:
            count *= n
        if count > old.size:
            flat = xp.zeros(count, old.dtype)
            flat[: old.size] = old
        else:
            flat = old[:count]
        self._array = flat.reshape(shape)
        inplace.bump(self)  # type: ignore[arg-type]
        return self

    def resize_as_(self, other: Any) -> Any:
        """The shape of another tensor."""
        return self.resize_(*other.shape)

    def new(self, *args: Any) -> Any:
        """A tensor of its dtype, as the constructors of older code."""
        from gradwalk.legacy import constructed

        return constructed(dtypes.of(self._array), args)

    # --- random numbers in place -----------------------------------------------------------

    def log_normal_(self, mean: float = 1, std: float = 2, *, generator: Any = None) -> Any:
        """The exponential of normally distributed numbers."""
        if std <= 0:
            raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
        self.normal_(mean, std, generator=generator)  # type: ignore[attr-defined]
        with mode.no_grad():
            return self.exp_()  # type: ignore[attr-defined]
