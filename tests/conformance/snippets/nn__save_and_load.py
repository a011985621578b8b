# torch.save and torch.load through memory
# tier: 3
import torch
import torch.nn as nn
import io
b = io.BytesIO(); m = nn.Linear(2, 1); torch.save(m.state_dict(), b); b.seek(0); sd = torch.load(b); print(list(sd), type(sd)); print(m.load_state_dict(sd))
b = io.BytesIO(); torch.save({"a": torch.ones(2, requires_grad=True), "b": [1, "x", None], "c": nn.Parameter(torch.ones(1))}, b); b.seek(0); print(torch.load(b))
b = io.BytesIO(); torch.save([torch.arange(3), 2.5], b); b.seek(0); print(torch.load(b, weights_only=True))
class A: pass
b = io.BytesIO(); torch.save(m, b); b.seek(0)
try: torch.load(b)
except Exception as e: print(type(e).__name__)
b.seek(0); print(torch.load(b, weights_only=False))
import copy, pickle
print(pickle.loads(pickle.dumps(torch.ones(2, requires_grad=True))), copy.deepcopy(m), copy.copy(torch.ones(2)))
