# Contexts of saved tensors do not nest as one might think, and graphs remember theirs
# tier: 3
import torch

graph = torch.autograd.graph


def tried(name, function):
    try:
        print(name, function())
    except Exception as error:
        print(name, type(error).__name__, error)


def nested():
    with graph.allow_mutation_on_saved_tensors():
        with graph.allow_mutation_on_saved_tensors():
            print("never")


def inside():
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    with graph.allow_mutation_on_saved_tensors():
        y = x * 1
        z = y**2
        y.zero_()
        z.sum().backward()
    return x.grad


def disabled():
    with graph.saved_tensors_hooks(lambda a: a, lambda a: a):
        with graph.disable_saved_tensors_hooks("none here"):
            print("never")


def enabled():
    with graph.disable_saved_tensors_hooks("none here"):
        with graph.saved_tensors_hooks(lambda a: a, lambda a: a):
            print("never")


for function in (nested, inside, nested, disabled, enabled, inside):
    tried(function.__name__, function)
