# What a Linear layer answers
# tier: 3
import torch
import torch.nn as nn
def t(*fs):
    for k, f in enumerate(fs):
        try: print(k, f())
        except Exception as e: print(k, type(e).__name__, e)
m = nn.Linear(2, 3)
t(lambda: m, lambda: list(m.named_parameters())[0][0], lambda: m.state_dict().keys(), lambda: m.load_state_dict({}), lambda: m.load_state_dict({"weight": torch.ones(3,2), "bias": torch.ones(3), "x": torch.ones(1)}), lambda: m.load_state_dict({"weight": torch.ones(3,2), "bias": torch.ones(3), "x": torch.ones(1)}, strict=False), lambda: m.load_state_dict({"weight": torch.ones(3,3), "bias": torch.ones(3)}), lambda: m.load_state_dict([1]), lambda: m(torch.ones(3)), lambda: m(torch.ones(2,2).long()), lambda: m("a"), lambda: m(), lambda: m.foo, lambda: m.register_parameter("a.b", None), lambda: m.register_parameter("", None), lambda: m.register_parameter("weight", None), lambda: m.register_parameter("z", torch.ones(2)), lambda: m.register_parameter(3, None), lambda: m.register_buffer("weight", None), lambda: m.register_buffer("q", 3), lambda: m.register_buffer("a.b", None), lambda: m.add_module("weight", nn.ReLU()), lambda: m.add_module("r", 3), lambda: setattr(m, "weight", torch.ones(2)), lambda: setattr(m, "weight", 3), lambda: m.get_parameter("weight").shape, lambda: m.get_parameter("nope"), lambda: m.get_submodule("x"), lambda: m.get_buffer("b"), lambda: m.train("a"), lambda: m.requires_grad_(False).weight.requires_grad, lambda: m.double().weight.dtype, lambda: m.to(torch.float16).weight.dtype, lambda: m.to(torch.int32), lambda: m.half(), lambda: m.float(), lambda: m.type(torch.float64).bias.dtype, lambda: m.extra_repr(), lambda: m._get_name(), lambda: m.zero_grad(), lambda: m.share_memory(), lambda: m.cpu(), lambda: m.eval().training, lambda: m.children(), lambda: list(m.modules()), lambda: list(m.named_modules()))
