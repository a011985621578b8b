"""What a random statement may look like: templates by family.

In braces stand the parts that programs.py draws, looking at the tensors that are there:

    x  a tensor (the first operand: what follows is drawn to suit it)
    y  a tensor that broadcasts with it     z  one of its shape        m  one to matmul with
    f  a leaf                               r  a root for a backward   p  indices that suit it
    c  a condition: a bool tensor of its shape                         q  a matrix
    n  a number     k  a small count        b  True or False           t  a dtype
    d  a dimension  e  another dimension    D  several                 i  an index
    s  a shape of as many elements          w  a shape it expands to   o  a shape
    v  a new name   l  a list of tensors    g  what a backward may be given: gradient, ...
"""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


UNARY = _words("""
exp exp2 expm1 log log1p log2 log10 sin cos tan asin acos atan sinh cosh tanh asinh atanh
sigmoid relu abs neg square sqrt rsqrt reciprocal sign sgn floor ceil round trunc frac erf
erfc logit sinc deg2rad rad2deg nan_to_num isnan isinf isfinite clone contiguous detach
logical_not ravel double float long int bool
""")

FUNCTIONAL = _words("""
relu relu6 sigmoid tanh softplus softsign tanhshrink gelu silu mish elu selu celu leaky_relu
hardtanh hardsigmoid hardswish hardshrink softshrink logsigmoid
""")

INPLACE = _words("""
exp_ exp2_ expm1_ log_ log1p_ sin_ cos_ tan_ tanh_ sigmoid_ relu_ abs_ neg_ square_ sqrt_
reciprocal_ sign_ floor_ ceil_ round_ frac_ zero_ erfinv_ nan_to_num_ squeeze_ requires_grad_
log2_ log10_ acos_
""")

REDUCTIONS = _words("""
sum mean prod max min amax amin var std norm argmax argmin all any median count_nonzero nansum
""")

OPERATIONS = [
    *["{v} = {x} + {y}"] * 3,
    *["{v} = {x} * {y}"] * 4,
    "{v} = {x} - {y}",
    "{v} = {x} / {y}",
    "{v} = {x} + {n}",
    "{v} = {x} * {n}",
    "{v} = {x} * {x}",
    "{v} = {x} - {n}",
    "{v} = {n} - {x}",
    "{v} = {x} / {n}",
    "{v} = {n} / {x}",
    "{v} = {n} * {x}",
    "{v} = {x} ** {n}",
    "{v} = {x} ** 2",
    "{v} = {n} ** {x}",
    "{v} = {x} ** {y}",
    "{v} = {x} // 2",
    "{v} = {x} % {n}",
    "{v} = {x} % {y}",
    "{v} = {x} // {y}",
    "{v} = -{x}",
    "{v} = abs({x})",
    "{v} = {x} @ {m}",
    "{v} = {x} @ {m}",
    "{v} = {q} @ {q}",
    "{v} = torch.mm({q}, {q})",
    "{v} = torch.matmul({x}, {m})",
    "{v} = {x} > {n}",
    "{v} = {x} < {y}",
    "{v} = {x} == {y}",
    "{v} = {x} != {n}",
    "{v} = torch.add({x}, {y}, alpha={n})",
    "{v} = torch.sub({x}, {y}, alpha={n})",
    "{v} = torch.mul({x}, {n})",
    "{v} = torch.div({x}, {y}, rounding_mode='floor')",
    "{v} = torch.div({x}, {y}, rounding_mode='trunc')",
    "{v} = torch.maximum({x}, {y})",
    "{v} = torch.minimum({x}, {y})",
    "{v} = torch.fmax({x}, {y})",
    "{v} = torch.hypot({x}, {y})",
    "{v} = torch.atan2({x}, {y})",
    "{v} = torch.logaddexp({x}, {y})",
    "{v} = torch.xlogy({x}, {y})",
    "{v} = torch.pow({x}, {n})",
    "{v} = torch.remainder({x}, {y})",
    "{v} = torch.fmod({x}, {n})",
    "{v} = torch.rsub({x}, {n})",
    "{v} = torch.addcmul({x}, {y}, {y}, value={n})",
    "{v} = torch.addcdiv({x}, {y}, {y}, value={n})",
    "{v} = torch.lerp({x}, {y}, {n})",
    "{v} = torch.lerp({x}, {y}, {y})",
    "{v} = {x}.clamp({n}, {n})",
    "{v} = {x}.clamp(min={n})",
    "{v} = {x}.clamp(max={n})",
    "{v} = {x}.clamp(min={y})",
    "{v} = torch.where({c}, {x}, {y})",
    "{v} = torch.where({x} > 0, {x}, {n})",
    "{v} = torch.where({c}, {n}, {x})",
    "{v} = {x}.masked_fill({c}, {n})",
    "{v} = {x}.masked_select({c})",
    "{v} = {x}.outer({y})",
    "{v} = {x}.dot({y})",
    "{v} = torch.equal({x}, {y})",
    "{v} = torch.mul({n}, {n})",
    "{v} = {x} & {y}",
    "{v} = ~{x}",
    "{v} = {x}.nan_to_num({n})",
    "{v} = {x}.round(decimals={k})",
]

DIMENSIONS = [
    "{v} = {x}.sum({d})",
    "{v} = {x}.sum({D}, keepdim={b})",
    "{v} = {x}.sum({d}, keepdim={b}, dtype=torch.float64)",
    "{v} = {x}.mean({d})",
    "{v} = {x}.mean({D}, keepdim={b})",
    "{v} = {x}.prod({d})",
    "{v} = {x}.max({d})",
    "{v} = {x}.max({d}).values",
    "{v} = {x}.min({d}, keepdim={b})",
    "{v} = {x}.max({d})[{k}]",
    "{v} = {x}.amax({d})",
    "{v} = {x}.amin({D}, keepdim={b})",
    "{v} = {x}.var({d})",
    "{v} = {x}.var({d}, unbiased={b})",
    "{v} = {x}.std({d}, correction={k})",
    "{v} = {x}.norm()",
    "{v} = {x}.norm(1)",
    "{v} = {x}.norm(dim={d})",
    "{v} = {x}.norm(2, {d}, keepdim={b})",
    "{v} = {x}.logsumexp({d})",
    "{v} = {x}.softmax({d})",
    "{v} = {x}.log_softmax({d})",
    "{v} = F.softmax({x}, dim={d})",
    "{v} = F.normalize({x}, dim={d})",
    "{v} = {x}.cumsum({d})",
    "{v} = {x}.cumprod({d})",
    "{v} = {x}.logcumsumexp({d})",
    "{v} = {x}.argmax({d})",
    "{v} = {x}.argmin({d}, keepdim={b})",
    "{v} = {x}.sort({d})",
    "{v} = {x}.sort({d}, descending={b}).values",
    "{v} = {x}.argsort({d})",
    "{v} = {x}.topk({k}, {d})",
    "{v} = {x}.topk({k}).values",
    "{v} = {x}.kthvalue(1, {d}).values",
    "{v} = {x}.median({d}).values",
    "{v} = {x}.all({d})",
    "{v} = {x}.any({d})",
    "{v} = {x}.flip({d})",
    "{v} = {x}.roll({k}, {d})",
    "{v} = {x}.tril({k})",
    "{v} = {x}.triu()",
    "{v} = {x}.gather({d}, {p})",
    "{v} = {x}.index_select({d}, {p})",
    "{v} = {x}.scatter({d}, {p}, {y})",
    "{v} = {x}.scatter({d}, {p}, {n})",
    "{v} = {x}.scatter_add({d}, {p}, {y})",
    "{v} = {x}.index_add({d}, {p}, {y})",
    "{v} = {x}.index_fill({d}, {p}, {n})",
    "{v} = {x}.index_copy({d}, {p}, {y})",
    "{v} = {x}.take({p})",
    "{v} = {x}.repeat_interleave(2, {d})",
    "{v} = {x}.repeat({k}, 1)",
    "{v} = {x}.tile({k})",
    "{v} = torch.cat({l}, {d})",
    "{v} = torch.cat([{x}, {z}], {d})",
    "{v} = torch.cat([{x}, {z}])",
    "{v} = torch.stack([{x}, {z}], {d})",
    "{v} = torch.stack({l})",
    "{v} = torch.vstack({l})",
    "{v} = torch.hstack([{x}, {z}])",
    "{v} = {x}.nonzero()",
    "{v} = {x}.diff(dim={d})",
    "{v} = {x}.trace()",
    "{v} = {x}.diag()",
    "{v} = torch.einsum('ij,jk->ik', {q}, {q})",
    "{v} = torch.einsum('ij->j', {x})",
    "{v} = torch.bmm({x}, {m})",
    "{v} = torch.mv({q}, {x})",
    "{v} = torch.addmm({y}, {q}, {q}, beta={n}, alpha={n})",
    "{v} = torch.linalg.inv({q})",
    "{v} = torch.linalg.det({q})",
    "{v} = torch.linalg.norm({x})",
    "{v} = torch.cumsum({x}, dim={d})",
]

VIEWS = [
    "{v} = {x}.view({s})",
    "{v} = {x}.view(-1)",
    "{v} = {x}.reshape({s})",
    "{v} = {x}.reshape(-1)",
    "{v} = {x}.flatten()",
    "{v} = {x}.T",
    "{v} = {x}.t()",
    "{v} = {x}.mT",
    "{v} = {x}.transpose({d}, {e})",
    "{v} = {x}.permute({D})",
    "{v} = {x}.movedim({d}, {e})",
    "{v} = {x}.unsqueeze({d})",
    "{v} = {x}.squeeze()",
    "{v} = {x}.squeeze({d})",
    "{v} = {x}.squeeze({D})",
    "{v} = {x}.expand({w})",
    "{v} = {x}.expand_as({y})",
    "{v} = {x}.broadcast_to({w})",
    "{v} = {x}.narrow({d}, {k}, 1)",
    "{v} = {x}.unbind({d})",
    "{v} = {x}.unbind()[{k}]",
    "{v} = {x}.chunk(2)",
    "{v} = {x}.chunk(2, {d})[{k}]",
    "{v} = {x}.split(1)",
    "{v} = {x}.split({k}, {d})",
    "{v} = {x}.split(1, {d})[{k}]",
    "{v} = {x}.diagonal()",
    "{v} = {x}.diagonal({k})",
    "{v} = {x}.as_strided({o}, (1, 1), {k})",
    "{v} = {x}.swapaxes({d}, {e})",
    "{v} = {x}.view_as({z})",
    "{v} = {x}[...]",
    *["{v} = {x}[{i}]"] * 8,
    *["{v} = {x}.detach()"] * 2,
    *["{v} = {x}.data"] * 2,
    "{v}, *rest = {x}",
    "{v} = list({x})",
    "{v} = {x}.real",
    "{v} = {x}",
]

WRITES = [
    *["{x} += {y}"] * 2,
    "{x} *= {y}",
    "{x} -= {n}",
    "{x} *= {n}",
    "{x} /= {n}",
    "{x} /= {y}",
    "{x} **= {n}",
    "{x} //= {n}",
    "{x} %= {n}",
    *["{x}.add_({y})"] * 2,
    *["{x}.mul_({y})"] * 2,
    *["{x}.mul_({n})"] * 2,
    "{x}.mul_({x})",
    "{x}.add_({n})",
    "{x}.add_({y}, alpha={n})",
    "{x}.sub_({y})",
    "{x}.div_({y})",
    "{x}.pow_({n})",
    "{x}.pow_({y})",
    "{x}.clamp_({n}, {n})",
    "{x}.clamp_(min={n})",
    "{x}.fill_({n})",
    "{x}.fill_({y})",
    *["{x}.copy_({y})"] * 3,
    "{x}.masked_fill_({c}, {n})",
    "{x}.addcmul_({y}, {y}, value={n})",
    "{x}.addcdiv_({y}, {y})",
    "{x}.lerp_({y}, {n})",
    "{x}.index_add_({d}, {p}, {y})",
    "{x}.scatter_({d}, {p}, {y})",
    "{x}.scatter_add_({d}, {p}, {y})",
    "{x}.transpose_({d}, {e})",
    "{x}.unsqueeze_({d})",
    "{x}.squeeze_({d})",
    "{x}.tril_()",
    "{x}.cumsum_({d})",
    "{x}.remainder_({n})",
    *["{x}[{i}] = {n}"] * 3,
    *["{x}[{i}] = {y}"] * 4,
    *["{x}[{i}] += {n}"] * 2,
    "{x}[{i}] *= {y}",
    "{x}[{i}] = {x}[{i}]",
    "{x}[{c}] = {n}",
    "{x}[{c}] *= {n}",
    "{x}[{i}].mul_({n})",
    "{x}[{i}].zero_()",
    "{x}.data.mul_({n})",
    "{x}.data += {n}",
    "{x}.data[{i}] = {n}",
    "{x}.detach().add_({n})",
    "{x}.data = torch.ones_like({x})",
    "torch.relu_({x})",
    "nn.init.zeros_({x})",
]

CREATION = [
    "{v} = torch.zeros({o})",
    "{v} = torch.ones({o}, requires_grad={b})",
    "{v} = torch.full({o}, {n})",
    "{v} = torch.arange({k})",
    "{v} = torch.arange(6.0).view(2, 3)",
    "{v} = torch.linspace(0, 1, {k})",
    "{v} = torch.eye({k})",
    "{v} = torch.rand({o}, requires_grad={b})",
    "{v} = torch.randn({o})",
    "{v} = torch.randint(0, 3, {o})",
    "{v} = torch.zeros_like({x})",
    "{v} = torch.ones_like({x}, requires_grad={b})",
    "{v} = torch.full_like({x}, {n})",
    "{v} = torch.rand_like({x})",
    "{v} = torch.tensor({n})",
    "{v} = torch.tensor({n}, requires_grad={b})",
    "{v} = torch.tensor([{n}, {n}], dtype={t})",
    "{v} = torch.tensor([{n}, {n}], dtype={t}, requires_grad=True)",
    "{v} = {x}.new_ones({o})",
    "{v} = {x}.new_tensor([{n}])",
    "{v} = {x}.to({t})",
    "{v} = {x}.to({y})",
    "{v} = {x}.type_as({y})",
    "{v} = {x}.to({t}).requires_grad_()",
    "{v} = {x}.clone().detach().requires_grad_({b})",
    "{v} = {x}.detach().clone()",
    "{v} = torch.as_tensor({x})",
    "{v} = nn.Parameter({x})",
    "{v} = nn.Parameter({x}.detach().clone(), requires_grad={b})",
    "{v} = torch.tensor({x})",
    "{v} = {x}.numpy()",
    "{v} = torch.from_numpy({x}.detach().numpy())",
    "{v} = {x}.tolist()",
    "{v} = {x}.item()",
    "{v} = float({x})",
    "{v} = bool({x})",
    "{v} = len({x})",
    "{v} = {x}.shape",
    "{v} = {x}.is_contiguous()",
]

FLAGS = [
    "{x}.requires_grad_()",
    "{x}.requires_grad_({b})",
    "{x}.requires_grad = {b}",
    *["{x}.retain_grad()"] * 4,
    *["{f}.grad = None"] * 2,
    "{f}.grad = {z}",
    "{x}.grad = {y}",
    "{x}.grad.zero_()",
    "{f}.grad.zero_()",
    "{f}.grad.mul_({n})",
    "{f}.grad.add_({y})",
    "{f}.grad += {n}",
    "{f}.grad.requires_grad_()",
    "{f}.grad.detach_()",
    "{v} = {f}.grad",
    "{v} = {f}.grad * {y}",
    "{v} = {f}.grad.detach().clone()",
    "{v} = {x}.grad_fn",
    "{v} = {x}.is_leaf, {x}.requires_grad",
    "del {x}",
    "torch.set_grad_enabled({b})",
    "{v} = torch.is_grad_enabled()",
]

BACKWARDS = [
    *["{r}.backward()"] * 3,
    *["{r}.sum().backward()"] * 8,
    *["{r}.sum().backward(retain_graph=True)"] * 4,
    "{r}.mean().backward()",
    "({r} * {r}).sum().backward()",
    "({r} * {y}).sum().backward(retain_graph=True)",
    "{r}.backward({g})",
    "{r}.backward({g}, retain_graph={b})",
    "{r}.backward(gradient={g}, retain_graph=True)",
    "{r}.sum().backward(create_graph=True)",
    "{r}.sum().backward(inputs=[{f}])",
    "{r}.sum().backward(inputs=[{f}, {x}], retain_graph={b})",
    "{r}.sum().backward(inputs={x}, retain_graph=True)",
    "torch.autograd.backward([{r}, {y}], [{g}, {g}])",
    "torch.autograd.backward({r}.sum(), inputs=[{f}])",
    "torch.autograd.backward([{r}.sum(), {y}.sum()])",
    "torch.autograd.backward({r}, {g}, retain_graph=True)",
    *["{v} = torch.autograd.grad({r}.sum(), {f})"] * 2,
    "{v} = torch.autograd.grad({r}.sum(), [{f}, {x}])",
    "{v} = torch.autograd.grad({r}.sum(), [{f}, {x}], allow_unused=True)",
    "{v} = torch.autograd.grad({r}.sum(), {x}, retain_graph={b})",
    "{v} = torch.autograd.grad({r}, {f}, {g})",
    "{v} = torch.autograd.grad({r}, {f}, grad_outputs={g}, retain_graph=True)",
    "{v} = torch.autograd.grad({r}.sum(), {f}, materialize_grads={b})",
    *["{v}, = torch.autograd.grad({r}.sum(), {f}, create_graph=True)"] * 5,
    "{v}, = torch.autograd.grad({r}, {f}, {g}, create_graph=True)",
    "{v}, = torch.autograd.grad(({r} * {r}).sum(), {x}, create_graph=True)",
    "{v} = torch.autograd.grad([{r}.sum(), {y}.sum()], [{f}], create_graph={b})",
    "{v} = torch.autograd.functional.jacobian(lambda a: a * {y}, {x})",
    "{v} = torch.autograd.functional.hessian(lambda a: (a ** 3).sum(), {x})",
]

HOOKS = [
    "{v} = {x}.register_hook(lambda grad: print('hook {k}', grad))",
    "{v} = {x}.register_hook(lambda grad: grad * {n})",
    "{v} = {x}.register_hook(lambda grad: print('{x}', grad.shape, grad.requires_grad))",
    "{x}.register_hook(lambda grad: {n})",
    "{x}.register_hook(lambda grad: torch.zeros(3))",
    "{x}.register_hook(lambda grad: grad.mul_({n}))",
    "{x}.register_hook(lambda grad: grad.sum())",
    "{v} = {x}.grad_fn.register_hook(lambda to, got: print('node {x}', to, got))",
    "{v} = {x}.grad_fn.register_prehook(lambda got: print('before {x}', got))",
    "{x}.grad_fn.register_prehook(lambda got: tuple(g * 2 for g in got))",
    "{x}.grad_fn.register_hook(lambda to, got: tuple(g if g is None else g * 2 for g in to))",
    "{x}.grad_fn.register_hook(lambda to, got: to[0])",
    "{f}.register_post_accumulate_grad_hook(lambda leaf: print('added', leaf.grad))",
    "{f}.register_post_accumulate_grad_hook(lambda leaf: leaf.grad.zero_())",
    "{h}.remove()",
]

PRINTS = [
    "print({x})",
    "print({x}.grad_fn)",
    "print({f}.grad)",
    "print({x}.grad)",
    "print({x}.requires_grad, {x}.is_leaf, {x}._version)",
    "print({x}.grad_fn.next_functions)",
    "print([each for each in dir({x}.grad_fn) if each.startswith('_saved')])",
    "print({x}.grad_fn._saved_self)",
    "print({x}.grad_fn._saved_result)",
    "print({x}.grad_fn._saved_other)",
    "print({x}.grad_fn._saved_dim)",
    "print({x}._base is {y})",
    "print({x}.data_ptr() == {y}.data_ptr())",
]

TWICE = [  # whose derivatives PyTorch computes by operations that show in a second graph as ours
    *["{v} = {x} * {y}"] * 3,
    *["{v} = {x} + {y}"] * 2,
    "{v} = {x} - {y}",
    "{v} = {x} / {y}",
    "{v} = {x} * {n}",
    "{v} = {n} - {x}",
    "{v} = {n} / {x}",
    "{v} = {x} ** 2",
    "{v} = {x} ** {n}",
    "{v} = {x}.exp()",
    "{v} = {x}.sin()",
    "{v} = {x}.cos()",
    "{v} = {x}.tanh()",
    "{v} = {x}.sigmoid()",
    "{v} = {x}.relu()",
    "{v} = {x}.sqrt()",
    "{v} = {x}.log()",
    "{v} = {x}.abs()",
    "{v} = -{x}",
    "{v} = {x}.sum()",
    "{v} = {x}.sum({d})",
    "{v} = {x}.mean()",
    "{v} = {x}.mean({D}, keepdim={b})",
    "{v} = {x}.norm()",
    "{v} = {x}.var()",
    "{v} = {x}.softmax({d})",
    "{v} = {x} @ {m}",
    "{v} = {q} @ {q}",
    "{v} = {x}.clamp({n}, {n})",
    "{v} = torch.maximum({x}, {y})",
    "{v} = torch.where({c}, {x}, {y})",
    "{v} = torch.cat([{x}, {z}])",
    "{v} = {x}.cumsum({d})",
    "{v} = {x}[0]",
    "{v} = {x}[1:]",
    "{v} = {x}.t()",
    "{v} = {x}.view({s})",
    "{v} = {x}.expand({w})",
    "{v} = {x}.clone()",
    "{v} = {x}.detach()",
    "{x}.mul_({y})",
    "{x}.add_({y})",
    "{x}[0] = {y}",
    "{x}[1:] = {n}",
    "{x}.sigmoid_()",
]

LOSSES = [
    "{v} = F.mse_loss({x}, {y})",
    "{v} = F.mse_loss({x}, {z}, reduction='sum')",
    "{v} = F.l1_loss({x}, {z})",
    "{v} = F.smooth_l1_loss({x}, {z})",
    "{v} = F.huber_loss({x}, {z})",
    "{v} = F.binary_cross_entropy(torch.sigmoid({x}), {z}.sigmoid())",
    "{v} = F.binary_cross_entropy_with_logits({x}, {z})",
    "{v} = F.layer_norm({x}, {x}.shape[-1:])",
    "{v} = F.layer_norm({x}, {o})",
    "{v} = F.linear({x}, {m})",
    "{v} = F.dropout({x}.contiguous(), 0.5)",
    "{v} = F.embedding({p}, {q})",
    "{v} = F.pad({x}, (1, {k}))",
    "{v} = F.relu({x}, inplace=True)",
    "{v} = F.threshold({x}, {n}, {n})",
]

MODULES = [
    "{M} = nn.Linear({k}, 2)",
    "{M} = nn.Linear(3, 2, bias={b})",
    "{M} = nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 1))",
    "{M} = nn.Sequential(nn.Linear(2, 3), nn.ReLU(inplace={b}))",
    "{M} = nn.LayerNorm(3)",
    "{M} = nn.Dropout(0.5)",
    "{M} = nn.ReLU()",
    "{M} = nn.Softmax(dim={d})",
    "{M} = nn.MSELoss()",
    "{M} = nn.Flatten()",
    "{M} = nn.Identity()",
]

CALLS = [
    *["{v} = {a}({x})"] * 5,
    "{v} = {a}({x}, {z})",
    "{v} = {a}({x}.detach())",
    "{a}.train({b})",
    "{a}.zero_grad()",
    "{a}.zero_grad(set_to_none=False)",
    "{a}.requires_grad_({b})",
    "print({a})",
    "{v} = list({a}.parameters())",
    "{v} = {a}.weight",
    "{v} = {a}.weight * {y}",
    "{a}.register_forward_hook(lambda m, args, out: print('out', out))",
    "{a}.register_full_backward_hook(lambda m, gi, go: print('back', gi, go))",
    "{O} = torch.optim.SGD({a}.parameters(), lr=0.1)",
    "{O} = torch.optim.Adam({a}.parameters(), lr=0.1, eps=0.1)",
]

OPTIMISERS = [
    "{O} = torch.optim.SGD([{f}], lr=0.1)",
    "{O} = torch.optim.SGD([{f}, {x}], lr=0.1, momentum=0.9, nesterov={b})",
    "{O} = torch.optim.SGD([{f}], lr=0.5, weight_decay=0.1, maximize={b})",
    "{O} = torch.optim.Adam([{f}], lr=0.1, eps=0.1, amsgrad={b})",
    "{O} = torch.optim.AdamW([{f}], lr=0.1, eps=0.1)",
    "{O} = torch.optim.RMSprop([{f}], lr=0.1, eps=0.1)",
]

STEPS = [
    *["{u}.step()"] * 4,
    "{u}.zero_grad()",
    "{u}.zero_grad(set_to_none=False)",
    "{u}.step(lambda: {r}.sum())",
    "print({u})",
]

FUNCTIONS = [
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * {n}
    @staticmethod
    def backward(ctx, grad):
        (a,) = ctx.saved_tensors
        return grad * a""",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b={n}):
        ctx.b = b
        result = a.exp()
        ctx.save_for_backward(result)
        return result
    @staticmethod
    def backward(ctx, grad):
        print('needs', ctx.needs_input_grad)
        (result,) = ctx.saved_tensors
        return grad * result, None""",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.mark_dirty(a)
        return a.mul_({n})
    @staticmethod
    def backward(ctx, grad):
        return grad * {n}""",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a.view(-1)
    @staticmethod
    def backward(ctx, grad):
        return grad.view({k})""",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        sign = a.sign()
        ctx.mark_non_differentiable(sign)
        ctx.save_for_backward(a, b)
        return a * b, sign
    @staticmethod
    def backward(ctx, grad, unused):
        a, b = ctx.saved_tensors
        print(unused)
        return grad * b, (grad * a if ctx.needs_input_grad[1] else None)""",
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
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a
    @staticmethod
    def backward(ctx, grad):
        return grad * {n}""",
    """\
class {C}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a.clone()
    @staticmethod
    def backward(ctx, grad):
        return grad.sum(), grad""",
]

APPLIED = [
    *["{v} = {C}.apply({x})"] * 4,
    "{v} = {C}.apply({x}, {y})",
    "{v} = {C}.apply({x}, {n})",
    "{v}, other = {C}.apply({x}, {z})",
]

BLOCKS = [
    *["with torch.no_grad():"] * 4,
    "with torch.enable_grad():",
    "with torch.inference_mode():",
    "with torch.set_grad_enabled({b}):",
    "with torch.autograd.set_detect_anomaly(True):",
    "for step in range({k}):",
    "with torch.autograd.graph.saved_tensors_hooks(lambda a: a.detach(), lambda a: a):",
    "with torch.autograd.graph.disable_saved_tensors_hooks('none here'):",
]
