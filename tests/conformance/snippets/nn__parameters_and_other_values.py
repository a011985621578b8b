# ParameterList and ParameterDict hold other values, too
# tier: 2
import torch
import torch.nn as nn
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
listed = nn.ParameterList([torch.ones(1), nn.Parameter(torch.zeros(2, 3))])
listed.append("a").append(3)
print(listed, len(listed), listed[2], listed[-1])
listed += [torch.ones(2)]
print([name for name, _ in listed.named_parameters()], list(listed.state_dict()))
attempt("called", lambda: listed(1))
attempt("beyond", lambda: listed[7])
attempt("plus", lambda: listed + [1])
attempt("number", lambda: nn.ParameterList(3))
named = nn.ParameterDict({"a": torch.ones(1), "b": nn.Parameter(torch.zeros(2))})
named["n"] = 3
named.update({"c": torch.ones(1)})
print(named, list(named), len(named), named.a)
print([type(each).__name__ for each in named.values()], [name for name, _ in named.items()], named.pop("n"))
del named["c"]
attempt("twice", lambda: named.__delitem__("c"))
attempt("absent", lambda: named["zz"])
attempt("nothing", lambda: named())
attempt("something", lambda: named(1))
attempt("of a number", lambda: nn.ParameterDict(3))
print(nn.ParameterDict(), nn.ParameterDict([("a", torch.ones(1))]))
