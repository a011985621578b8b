# Under create_graph the rules run in the order of their names: other before self
# tier: 3
import torch
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
ga, gb = torch.autograd.grad(a * b * a, (a, b), create_graph=True)
start = (a * 1).grad_fn._sequence_nr()
def walk(node, depth=0):
    if node is None:
        return
    number = node._sequence_nr()
    print(' ' * depth + node.name(), number - start if number < 2 ** 60 else '')
    for child, _ in node.next_functions:
        walk(child, depth + 1)
walk(ga.grad_fn)
walk(gb.grad_fn)
