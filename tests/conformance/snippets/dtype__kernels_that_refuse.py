# What PyTorch's kernels say to dtypes that they do not have, and what has a dtype of its own
# tier: 3
import torch
import torch.nn.functional as F

SOURCES = """
x.floor() x.round() x.sign() x.signbit() x.erf() x.lgamma() x.digamma() x.logit() x.deg2rad()
x.relu() x.clamp(0,1) x.maximum(x) x.fmax(x) x.heaviside(x) x.atan2(x) x.copysign(x) x.xlogy(x)
x//2 2//x x%2 x.fmod(2) x<x x>=2 x.max() x.min(0) x.amax() x.argmax() x.median() x.nanmedian(0)
x.mode() x.aminmax() x.cummax(0) x.sort() x.argsort() x.topk(1) x.kthvalue(1) x.unique() x.nansum()
x.nanmean() x.isposinf() x.gcd(x) x.nextafter(x) x.softmax(0) x.log_softmax(1) x.var() x.norm()
x.std(0) torch.var_mean(x) x.dist(x) torch.cdist(x,x) x.trace() x.all() x.any(0) x.mm(x)
x[None].bmm(x[None]) x[0].dot(x[0]) x.addmv(x,x[0]) x[0].addmv(x,x[0])
x.index_add(0,torch.tensor([0,0]),x) torch.poisson(x) torch.arange(0,2,dtype=x.dtype)
torch.linspace(0,1,3,dtype=x.dtype) torch.randperm(1,dtype=x.dtype) F.elu(x) F.gelu(x)
F.hardshrink(x) F.logsigmoid(x) F.mse_loss(x,x) F.smooth_l1_loss(x,x) F.kl_div(x,x,reduction="sum")
F.cosine_similarity(x,x) F.layer_norm(x,(2,)) F.rms_norm(x,(2,)) F.max_pool1d(x,2) F.avg_pool1d(x,2)
F.adaptive_max_pool1d(x,1) F.interpolate(x[None],scale_factor=2)
F.interpolate(x[None],scale_factor=2,mode="linear") F.unfold(x[None,None],1)
x.cumsum(0,dtype=torch.bool) x.cumprod(0,dtype=torch.bool)
"""
for kind in (torch.complex64, torch.bool, torch.uint8, torch.int64):
    x = torch.tensor([[1, 0], [1, 1]]).to(kind)
    for source in SOURCES.split():
        try:
            found = eval(source)
            parts = found if isinstance(found, tuple) else (found,)
            print(source, *[part.dtype for part in parts])
            print(*[part.tolist() for part in parts if not part.is_floating_point()])
        except (NotImplementedError, RuntimeError) as error:
            print(source, type(error).__name__, error)

leaf = torch.ones(2, requires_grad=True)
for wrong in (
    lambda: leaf.cumsum(0, dtype=torch.int64),
    lambda: leaf.cumprod(0, dtype=torch.int32),
    lambda: torch.arange(float("nan")),
    lambda: torch.arange(-1, dtype=torch.bool),
    lambda: torch.tensor([torch.float32]),
    lambda: torch.ones(1).bool().dot(torch.ones(1)),
):
    try:
        print(wrong())
    except (NotImplementedError, RuntimeError) as error:
        print(type(error).__name__, error)
