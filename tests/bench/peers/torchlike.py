"""PyTorch, and whatever has its names: the programs as one writes them for torch."""

from peers import programs


class TorchLike:
    """The programs on a module that is PyTorch, or like it."""

    def __init__(self, torch):
        self.torch = torch

    def forward(self, shape, size):
        torch = self.torch
        x, y, z = (torch.ones(shape, requires_grad=True) for _ in range(3))

        def work():
            for _ in range(size // 2):
                result = x * y + z
            return result.sum().item()

        return work

    def both(self, shape, size):
        torch = self.torch
        x, y = (torch.ones(shape, requires_grad=True) for _ in range(2))
        ones = torch.ones(shape)

        def work():
            for _ in range(size):
                result = x * y
                result.backward(ones)
            return result.sum().item()

        return work

    def chain(self, shape, size):
        torch = self.torch
        ones = torch.ones(shape)

        def work():
            x = torch.ones(shape, requires_grad=True)
            c = torch.full(shape, 0.5, requires_grad=True)
            h = programs.chain(x, c, size, torch.tanh)
            h.backward(ones)
            return x.grad.sum().item()

        return work

    def training(self, network, size):
        torch = self.torch
        nn = torch.nn
        layers = []
        for weight, bias in zip(network.weights, network.biases, strict=True):
            layer = nn.Linear(weight.shape[1], weight.shape[0])
            with torch.no_grad():
                layer.weight.copy_(torch.tensor(weight.tolist()))
                layer.bias.copy_(torch.tensor(bias.tolist()))
            layers += [layer, nn.ReLU()]
        model = nn.Sequential(*layers[:-1])
        inputs = torch.tensor(network.inputs.tolist())
        labels = torch.tensor(network.labels.tolist())
        criterion = nn.CrossEntropyLoss()
        optimizer = torch.optim.SGD(model.parameters(), lr=network.rate)

        def work():
            for _ in range(size):
                optimizer.zero_grad()
                loss = criterion(model(inputs), labels)
                loss.backward()
                optimizer.step()
            return loss.item()

        return work

    def scalars(self, shape, size):
        torch = self.torch

        def work():
            x = torch.tensor(1.0, requires_grad=True)
            y = torch.tensor(0.5, requires_grad=True)
            h = programs.scalars(x, y, size)
            h.backward()
            return y.grad.item()

        return work

    def deep(self, shape, size):
        torch = self.torch

        def work():
            x = torch.tensor(1.0, requires_grad=True)
            h = programs.deep(x, size)
            h.backward()
            return x.grad.item()

        return work

    def held(self, op, size):
        """What keeps a graph of `size` nodes alive."""
        torch = self.torch
        x = torch.tensor(1.0, requires_grad=True)
        y = torch.tensor(1.0, requires_grad=True)
        return programs.held(op, x, y, size)
