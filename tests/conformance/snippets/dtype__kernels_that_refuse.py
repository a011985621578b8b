# What PyTorch's kernels say to dtypes that they do not have, and what has a dtype of its own
# tier: 3
import torch
import torch.nn.functional as F

CALLS = (
    lambda x: x.floor(),
    lambda x: x.round(),
    lambda x: x.sign(),
    lambda x: x.signbit(),
    lambda x: x.erf(),
    lambda x: x.lgamma(),
    lambda x: x.digamma(),
    lambda x: x.logit(),
    lambda x: x.deg2rad(),
    lambda x: x.relu(),
    lambda x: x.clamp(0,1),
    lambda x: x.maximum(x),
    lambda x: x.fmax(x),
    lambda x: x.heaviside(x),
    lambda x: x.atan2(x),
    lambda x: x.copysign(x),
    lambda x: x.xlogy(x),
    lambda x: x//2,
    lambda x: 2//x,
    lambda x: x%2,
    lambda x: x.fmod(2),
    lambda x: x<x,
    lambda x: x>=2,
    lambda x: x.max(),
    lambda x: x.min(0),
    lambda x: x.amax(),
    lambda x: x.argmax(),
    lambda x: x.median(),
    lambda x: x.nanmedian(0),
    lambda x: x.mode(),
    lambda x: x.aminmax(),
    lambda x: x.cummax(0),
    lambda x: x.sort(),
    lambda x: x.argsort(),
    lambda x: x.topk(1),
    lambda x: x.kthvalue(1),
    lambda x: x.unique(),
    lambda x: x.nansum(),
    lambda x: x.nanmean(),
    lambda x: x.isposinf(),
    lambda x: x.gcd(x),
    lambda x: x.nextafter(x),
    lambda x: x.softmax(0),
    lambda x: x.log_softmax(1),
    lambda x: x.var(),
    lambda x: x.norm(),
    lambda x: x.std(0),
    lambda x: torch.var_mean(x),
    lambda x: x.dist(x),
    lambda x: torch.cdist(x,x),
    lambda x: x.trace(),
    lambda x: x.all(),
    lambda x: x.any(0),
    lambda x: x.mm(x),
    lambda x: x[None].bmm(x[None]),
    lambda x: x[0].dot(x[0]),
    lambda x: x.addmv(x,x[0]),
    lambda x: x[0].addmv(x,x[0]),
    lambda x: x.index_add(0,torch.tensor([0,0]),x),
    lambda x: torch.poisson(x),
    lambda x: torch.arange(0,2,dtype=x.dtype),
    lambda x: torch.linspace(0,1,3,dtype=x.dtype),
    lambda x: torch.randperm(1,dtype=x.dtype),
    lambda x: F.elu(x),
    lambda x: F.gelu(x),
    lambda x: F.hardshrink(x),
    lambda x: F.logsigmoid(x),
    lambda x: F.mse_loss(x,x),
    lambda x: F.smooth_l1_loss(x,x),
    lambda x: F.kl_div(x,x,reduction="sum"),
    lambda x: F.cosine_similarity(x,x),
    lambda x: F.layer_norm(x,(2,)),
    lambda x: F.rms_norm(x,(2,)),
    lambda x: F.max_pool1d(x,2),
    lambda x: F.avg_pool1d(x,2),
    lambda x: F.adaptive_max_pool1d(x,1),
    lambda x: F.interpolate(x[None],scale_factor=2),
    lambda x: F.interpolate(x[None],scale_factor=2,mode="linear"),
    lambda x: F.unfold(x[None,None],1),
    lambda x: x.cumsum(0,dtype=torch.bool),
    lambda x: x.cumprod(0,dtype=torch.bool),
)
for kind in (torch.complex64, torch.bool, torch.uint8, torch.int64):
    x = torch.tensor([[1, 0], [1, 1]]).to(kind)
    for number, call in enumerate(CALLS):
        try:
            found = call(x)
            parts = found if isinstance(found, tuple) else (found,)
            print(number, *[part.dtype for part in parts])
            print(*[part.tolist() for part in parts if not part.is_floating_point()])
        except (NotImplementedError, RuntimeError) as error:
            print(number, type(error).__name__, error)

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
