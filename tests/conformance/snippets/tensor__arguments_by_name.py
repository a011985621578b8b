# Arguments by PyTorch's own names: sizes, dimensions, input, A and B
# tier: 1
import torch
x = torch.arange(6.0).view(2, 3)
print(x.view(size=(3, 2)), x.reshape(shape=(6,)), x.permute(dims=(1, 0)).shape, x.expand(size=(2, 2, 3)).shape)
print(x.repeat(repeats=(2, 1)).shape, x.tile(dims=(2,)).shape, x.flip(dims=(0,)), x.new_zeros(size=(2,)))
print(x.split(split_size=1), x.hsplit(sections=3)[0], x.tensor_split(indices=(1,), dim=1)[1], x.swapaxes(axis0=0, axis1=1).shape)
print(torch.clamp(input=x, min=1), torch.square(input=x), torch.numel(input=x), torch.ravel(input=x), torch.allclose(input=x, other=x))
print(torch.split(tensor=x, split_size_or_sections=1)[0], torch.linalg.solve(A=torch.eye(2), B=x[:, 0]))
print(torch.randint(high=1, size=(2,)), torch.randint(low=3, high=4, size=(2,)), torch.empty(2).random_(to=1))
print(torch.nn.functional.one_hot(input=torch.tensor([1, 0]), num_classes=3))
for f in (lambda: x.view(shape=(6,)), lambda: x.split(split_size_or_sections=1), lambda: x.flip(axes=0), lambda: torch.exp(tensor=x)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
