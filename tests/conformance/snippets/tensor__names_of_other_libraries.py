# Names that torch has not, some of which others have
# tier: 1
import torch
for name in ("array", "backward", "graph", "function", "ndarray", "size"):
    try:
        getattr(torch, name)
        print(name)
    except AttributeError as error:
        print(error)
