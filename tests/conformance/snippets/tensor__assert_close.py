# torch.testing.assert_close: what is close, and how what is not is told
# tier: 2
import math
import torch
from torch.testing import assert_close
def t(*a, **k):
    try: print(assert_close(*a, **k))
    except Exception as e: print(type(e).__name__, e, sep=": ")
T = torch.tensor
t(T([1., 2.]), T([1., 2.]))
t(T([1., 2.]), T([1., 2.0001]))
t(T([1., 2., 3.]), T([1., 2.5, 0.]))
t(T([[1., 2.], [3., 4.]], dtype=torch.float64), T([[1., 2.], [3., 5.]], dtype=torch.float64))
t(T(1.), T(1.5)); t(T(2), T(3)); t(T(0.5), T(0.)); t(T(True), T(False))
t(T([1, 2, 3]), T([1, 2, 5])); t(T([True, False]), T([True, True])); t(T([0, 200], dtype=torch.uint8), T([1, 200], dtype=torch.uint8))
t(T([1., 2.]), T([1., 2., 3.])); t(T([1., 2.]), T([1, 2])); t(T([1., 2.]), T([1, 2]), check_dtype=False); t(T([1., 2.5]), T([1, 2]), check_dtype=False)
t(T([1., 2.], dtype=torch.float16), T([1.001, 2.5], dtype=torch.float16))
t(T([math.nan]), T([math.nan])); t(T([math.nan]), T([math.nan]), equal_nan=True); t(T([math.inf, 1.]), T([math.inf, 1.])); t(T([math.inf]), T([-math.inf])); t(T([math.inf, 1.]), T([1., math.nan]))
t(T([1.]), T([1.1]), rtol=0.2, atol=0.); t(T([1.]), T([1.1]), rtol=0, atol=0); t(T([1.]), T([1.1]), rtol=1e-3); t(T([1.]), T([1.1]), atol=1e-3); t(T([1.]), T([1.5]), rtol=1e-3, atol=1e-2)
t(torch.ones(2, 3), torch.ones(3, 2).T); t(torch.ones(2, 3), torch.ones(3, 2).T, check_stride=True)
t(1., 1.0000001); t(1., 1.1); t(1, 2); t(1, 1.); t(1, 1., check_dtype=False); t(0.1 + 0.2, 0.3); t(math.nan, math.nan); t(math.nan, math.nan, equal_nan=True); t(1., 0.); t(2., math.inf); t(1j, 1j)
t(None, None); t(None, T(1.)); t(True, True); t(True, False); t("a", "a"); t("a", "b"); t(T(1.), 1.); t([1.], T([1.])); t(object(), 1); t({1}, {1})
t([T([1.]), T([2.])], [T([1.]), T([3.])]); t((1., 2.), [1., 2.]); t([1., 2.], [1.]); t([1., [2., 3.]], [1., [2., 4.]]); t([], []); t(torch.ones(2, 2).shape, (2, 3))
t({"w": T([1.]), "b": T([0.])}, {"w": T([1.]), "b": T([1.])}); t({"w": 1.}, {"b": 1.}); t({"w": [1., 2.]}, {"w": [1., 3.]}); t({2: 1., 1: 0.}, {1: 0.5, 2: 0.}); t({}, {})
t(T([1.]), T([2.]), msg="gradients differ"); t(T([1.]), T([2.]), msg=lambda m: f"Gradients: {m}"); t([1.], [2.], msg=lambda m: m + "!"); t([1.], [2., 3.], msg="mine"); t({"a": 1}, {"a": "x"})
t(T([]), T([])); t(torch.ones(0, 3), torch.ones(0, 2)); t(T([1 + 1j]), T([1 + 2j]))
x = T([1., 2.], requires_grad=True); y = x * x
y.sum().backward(); t(x.grad, 2 * x); t(x.grad, x); t(y, torch.nn.Parameter(T([1., 4.]))); t(y, torch.nn.Parameter(T([1., 4.])), allow_subclasses=False)
print(y._version, x._version)
t(torch.zeros(3, 4, 5), torch.zeros(3, 4, 5).index_put((T(1), T(2), T(3)), T(7.)))
t([1., T(2.)], [1.5, T(3.)])
try: assert_close(1, 1, 1)
except TypeError as e: print(e)
try: torch.testing.nothing
except AttributeError as e: print(e)
