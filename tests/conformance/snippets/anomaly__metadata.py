# Anomaly mode keeps tracebacks, and whose backward made a node, in the metadata
# tier: 3
import torch
torch.set_anomaly_enabled(True)
print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
x = torch.ones(2, requires_grad=True)
y = (x ** 3).sum()
print(sorted(y.grad_fn.metadata), type(y.grad_fn.metadata["traceback_"]).__name__)
print(y.grad_fn.metadata["traceback_"][-1].strip().splitlines()[-1].strip())
(g,) = torch.autograd.grad(y, x, create_graph=True)
print(sorted(g.grad_fn.metadata), g.grad_fn.metadata["parent_"])
torch.set_anomaly_enabled(False, False)
print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled(), (x * 2).grad_fn.metadata)
