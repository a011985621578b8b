# What optimisers take and refuse
# tier: 3
import torch
import torch.optim as O
w = torch.tensor([1.0, -2.0], requires_grad=True)
def t(*fs):
    for k, f in enumerate(fs):
        try: print(k, f())
        except Exception as e: print(k, type(e).__name__, e)
t(lambda: O.SGD([w], lr=-1), lambda: O.SGD([w], lr=0.1, momentum=-1), lambda: O.SGD([w], lr=.1, nesterov=True), lambda: O.Adam([w], betas=(1.0, 0.9)), lambda: O.Adam([w], eps=-1), lambda: O.Adam([w], weight_decay=-1), lambda: O.SGD([w]), lambda: O.SGD([3]), lambda: O.SGD([w, w]), lambda: O.SGD([{"params": [w]}, {"params": [w], "lr": 1}]), lambda: O.SGD([{"lr": 1}]), lambda: O.SGD({"a": w}), lambda: O.SGD({w}), lambda: O.SGD([w * 2]), lambda: O.SGD(), lambda: O.SGD(w), lambda: O.SGD([("w", w)]), lambda: O.SGD([{"params": w, "lr": 0.5}], lr=0.1, momentum=0.9), lambda: O.Adadelta([w], rho=2), lambda: O.NAdam([w], momentum_decay=-1), lambda: O.Rprop([w], etas=(2, 3)), lambda: O.LBFGS([w], lr=-1), lambda: O.RMSprop([w], alpha=-1), lambda: O.Adagrad([w], lr_decay=-1), lambda: O.AdamW([w]).defaults, lambda: O.SGD([w], lr=0.1).state_dict(), lambda: O.SGD([w], lr=0.1).load_state_dict({"state": {}, "param_groups": []}), lambda: O.SGD([w], lr=0.1).load_state_dict({"state": {}, "param_groups": [{"params": [0, 1]}]}), lambda: O.SGD([w], lr=0.1).add_param_group({"params": [w]}), lambda: O.SGD([w], lr=0.1).add_param_group([w]), lambda: O.SGD([w], lr=0.1).step(lambda: torch.tensor(3.)), lambda: O.SGD([w], lr=torch.tensor(0.1)), lambda: O.SGD([torch.tensor([1, 2])], lr=0.1), lambda: O.SGD(iter([w]), lr=0.1), lambda: O.SGD([w], 0.1, 0.9, 0, 0.1, False), lambda: O.SGD([], lr=0.1), lambda: O.SGD([{"params": []}], lr=0.1), lambda: O.SGD([w], lr=0.1, foo=1), lambda: O.Optimizer([w], {}).step())
