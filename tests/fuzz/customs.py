"""Custom Functions of random programs, sound and unsound: templates as in templates.py."""

from __future__ import annotations


def _custom(
    signature: str,
    forward: str,
    arguments: str = "ctx, grad",
    backward: str = "return grad",
    *,
    once: bool = False,
) -> str:
    """The text of a Function; statements of a body are divided by `; ` or stand in lines."""
    lines = ["class {C}(torch.autograd.Function):"]
    for head, body in ((f"forward({signature})", forward), (f"backward({arguments})", backward)):
        lines.append("    @staticmethod")
        if once and head.startswith("backward"):
            lines.append("    @torch.autograd.function.once_differentiable")
        lines += [f"    def {head}:", *(f"        {each}" for each in body.split("\n"))]
    return "\n".join(lines)


SOUND = [
    _custom(
        "ctx, a",
        "ctx.save_for_backward(a); return a * {n}",
        backward="a, = ctx.saved_tensors; return grad * a",
    ),
    _custom(
        "ctx, a, b={n}",
        "ctx.b = b; result = a.exp(); ctx.save_for_backward(result); return result",
        backward="print('needs', ctx.needs_input_grad); return grad * ctx.saved_tensors[0], None",
    ),
    _custom(
        "ctx, a",
        "middle = a.sin(); ctx.save_for_backward(a, middle); return middle * a",
        backward="a, middle = ctx.saved_tensors; return grad * (middle + a * a.cos())",
    ),
    _custom(
        "ctx, a",
        "ctx.a = a; return a ** 2",
        backward="print(torch.is_grad_enabled(), ctx.a.requires_grad); return 2 * grad * ctx.a",
    ),
    _custom(
        "ctx, a",
        "print(torch.is_grad_enabled(), a.requires_grad, a.is_leaf); return a * 1",
        backward="print(grad.requires_grad, ctx.saved_tensors); return grad",
    ),
    _custom(
        "ctx, a, b=None",
        "ctx.save_for_backward(a, b); return a * 2",
        backward="print([each is None for each in ctx.saved_tensors]); return grad * 2, None",
    ),
    _custom(
        "ctx, *args",
        "ctx.count = len(args); return sum(a.sum() for a in args)",
        backward="return (grad,) * ctx.count",
    ),
    _custom(
        "ctx, a",
        "ctx.save_for_backward(a); return a * a",
        backward="print(torch.is_grad_enabled()); return grad * 2 * ctx.saved_tensors[0]",
        once=True,
    ),
    _custom("ctx, a", "return a.view(-1)", backward="return grad.view({k})"),
    _custom("ctx, a", "return a", backward="return grad * {n}"),
    _custom(
        "ctx, a",
        "with torch.enable_grad(): ctx.a = a.detach().requires_grad_(); ctx.out = ctx.a.sin()\n"
        "return ctx.out.detach()",
        backward="return torch.autograd.grad(ctx.out, ctx.a, grad, retain_graph={b})[0]",
    ),
    _custom(
        "ctx, a",
        "ctx.save_for_backward(a); return a.pow(3)",
        backward="with torch.no_grad(): return 3 * grad * ctx.saved_tensors[0] ** 2",
    ),
]

DIRTY = [
    _custom("ctx, a", "ctx.mark_dirty(a); return a.mul_({n})", backward="return grad * {n}"),
    _custom(
        "ctx, a, b",
        "ctx.mark_dirty(a); a.add_(b); return a, b * 2",
        "ctx, one, two",
        "return one, one + two",
    ),
    _custom(
        "ctx, a",
        "ctx.mark_dirty(a); a.mul_({n}); return a, a.clone()",
        "ctx, one, two",
        "return one * {n} + two",
    ),
    _custom("ctx, a", "ctx.mark_dirty(a); a.zero_(); return a.clone()"),
    _custom("ctx, a", "ctx.mark_dirty(a); return a", backward="return grad * {n}"),
    _custom("ctx, a", "a.add_(1); return a"),
    _custom("ctx, a", "a.add_(1); return a * 2", backward="return grad * 2"),
    _custom(
        "ctx, a",
        "ctx.mark_dirty(a); ctx.save_for_backward(a); a.exp_(); return a",
        backward="return grad * ctx.saved_tensors[0]",
    ),
    _custom("ctx, a", "ctx.mark_dirty(a, a); return a.neg_()", backward="return -grad"),
    _custom("ctx, a", "ctx.mark_dirty({W}); return a * 1"),
    _custom("ctx, a", "ctx.mark_dirty(a); ctx.mark_non_differentiable(a); return a.sign_()"),
]

OUTPUTS = [
    _custom(
        "ctx, a, b",
        "sign = a.sign(); ctx.mark_non_differentiable(sign); ctx.save_for_backward(a, b); "
        "return a * b, sign",
        "ctx, grad, unused",
        "a, b = ctx.saved_tensors; print(unused); "
        "return grad * b, (grad * a if ctx.needs_input_grad[1] else None)",
    ),
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(a, b):
        return a + b, a - b
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.set_materialize_grads({b})
    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, one, other):
        print(one, other)
        return one, other""",
    _custom(
        "ctx, a",
        "places = a.argmax(); ctx.mark_non_differentiable(places); return a.exp(), places",
        "ctx, grad, unused",
        "print(unused); return grad",
    ),
    _custom("ctx, a", "result = a.floor(); ctx.mark_non_differentiable(result); return result"),
    _custom("ctx, a", "return a > 0, a * {n}", "ctx, one, two", "print(one, two); return two"),
    _custom("ctx, a", "ctx.mark_non_differentiable(a); return a"),
    _custom(
        "ctx, a",
        "ctx.set_materialize_grads(False); return a + 1, a * 2",
        "ctx, one, two",
        "print(one is None, two is None); return one if two is None else two * 2",
    ),
    _custom("ctx, a", "return a.unbind()", "ctx, *grads", "return torch.stack(grads)"),
    _custom("ctx, a", "return a, a", "ctx, one, two", "return one + two"),
    _custom("ctx, a, b", "return b, a", "ctx, one, two", "return two, one"),
    _custom("ctx, a", "return a.detach()"),
    _custom("ctx, a", "return a[0]", backward="return grad.unsqueeze(0)"),
    _custom("ctx, a", "return [a * 1, a * 2]", "ctx, one, two", "return one"),
    _custom("ctx, a", "return a * 2, None, {n}", "ctx, *grads", "return grads[0]"),
    _custom("ctx, a", "return {W}"),
    _custom("ctx, a", "return {y}"),
    _custom("ctx, a", "return a.data.mul_(1)"),
]

WRONG_GRADIENTS = """
grad.sum(), grad | None | grad, None | grad, grad | {n} | {W} | grad.double() | grad.sum()
grad.unsqueeze(0) | grad.detach().numpy() | () | (None,) | [grad] | grad > 0
grad.expand(2, *grad.shape) | grad.to(torch.int64) | grad.mul_({n}) | grad.data
"""

UNSOUND = [
    *(
        _custom("ctx, a", "return a * {n}", backward=f"return {each.strip()}")
        for line in WRONG_GRADIENTS.strip().split("\n")
        for each in line.split("|")
    ),
    _custom("ctx, a, b", "return a * b"),
    _custom("ctx, a, b", "return a + b", backward="return None, None"),
    _custom("ctx, a", "raise ValueError('forward')"),
    _custom("ctx, a", "return a * 1", backward="raise ValueError('backward')"),
    _custom("ctx, a", "return a * 1", "ctx", "return None"),
    _custom("a", "return a * 1"),
    "class {C}(torch.autograd.Function):\n    pass",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a * 1""",
    """\
class {C}(torch.autograd.Function):
    def forward(self, a):
        return a * 2
    def backward(self, grad):
        return grad * 2""",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2
    @staticmethod
    def vjp(ctx, grad):
        return grad * 3""",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2
    @staticmethod
    def setup_context(ctx, inputs, output):
        print(inputs, output)
    @staticmethod
    def backward(ctx, grad):
        return grad * 2""",
    """\
class {C}(torch.autograd.Function):
    generate_vmap_rule = {b}
    @staticmethod
    def forward(a):
        return a.exp()
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)
        ctx.save_for_forward(output)
    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.saved_tensors[0]
    @staticmethod
    def jvp(ctx, tangent):
        return tangent * ctx.saved_tensors[0]""",
    _custom("ctx, a", "ctx.save_for_backward({W}); return a * 1"),
    _custom(
        "ctx, a",
        "ctx.save_for_backward(a); ctx.save_for_backward(a * 2); print(ctx.saved_tensors); "
        "return a * 1",
        backward="return grad * ctx.saved_tensors[0]",
    ),
    _custom("ctx, a", "ctx.saved_tensors = (a,); return a * 1"),
    _custom(
        "ctx, a",
        "ctx.save_for_backward({y}); return a * 1",
        backward="return grad * ctx.saved_tensors[0].sum()",
    ),
    _custom("ctx, a", "with torch.enable_grad(): return a * 2", backward="return grad * 2"),
    _custom(
        "ctx, a",
        "ctx.save_for_backward(a); return a.clone()",
        backward="with torch.enable_grad(): return grad * ctx.saved_tensors[0].cos()",
    ),
    _custom(
        "ctx, a",
        "return a.clone()",
        backward="{r}.sum().backward(retain_graph={b}); return grad",
    ),
]

FUNCTIONS = [*SOUND * 2, *DIRTY * 2, *OUTPUTS, *UNSOUND]

APPLIED = [
    *["{v} = {C}.apply({x})"] * 8,
    "{v} = {C}.apply({x}, {y})",
    "{v} = {C}.apply({x}, {z})",
    "{v} = {C}.apply({z}, {x})",
    "{v} = {C}.apply({x}, {x})",
    "{v} = {C}.apply({x}, {n})",
    "{v} = {C}.apply({x}, None)",
    "{v} = {C}.apply({C}.apply({x}))",
    "{v} = {C}.apply({x}[{i}])",
    "{v} = {C}.apply({x}.detach())",
    "{v} = {C}.apply({x}, b={y})",
    "{v} = {C}.apply([{x}])",
    "{v} = {C}.apply({W})",
    "{v} = {C}.apply()",
    "{v} = {C}()",
    "{v} = {C}()({x})",
    "{v} = {C}.forward(None, {x})",
    "{v}, other = {C}.apply({x}, {z})",
    "{v}, other = {C}.apply({x})",
    "{v} = {C}.apply({x}).sum()",
    "{C}.apply({x}).sum().backward()",
    "{C}.apply({x})[0].sum().backward(retain_graph=True)",
    "{v} = torch.autograd.grad({C}.apply({f}).sum(), {f}, create_graph={b})",
    "{v} = torch.vmap({C}.apply)({x})",
    "{v} = torch.func.grad(lambda a: {C}.apply(a).sum())({x})",
    "{v} = torch.autograd.gradcheck({C}.apply, {x}.detach().double().requires_grad_())",
    "print({x}.grad_fn.saved_tensors)",
    "print({x}.grad_fn.needs_input_grad, {x}.grad_fn.materialize_grads)",
    "print({x}.grad_fn.name(), type({x}.grad_fn).__name__)",
]
