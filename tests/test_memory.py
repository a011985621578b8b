"""What shares memory: where the elements lie is what PyTorch's strides and offsets say."""

import gradwalk as torch
import pytest
from asking import box_of, built

SOURCE = """\
import torch
x = torch.arange(12.0).reshape(3, 4)
row = x[1]
t = x.t()
odd = x[:, 1::2]
wide = x[0].expand(2, 4)
one = x[2, 3]
d = x.detach()
y = x * 1
row.mul_(10)
d.data[2, 0] = -1
"""


@pytest.fixture(scope="module")
def drawn():
    return built(SOURCE)


@pytest.mark.parametrize("name", ["x", "row", "t", "odd", "wide", "one", "d"])
def test_a_tensor_lies_where_the_engine_has_it(drawn, name):
    names = {"torch": torch}
    exec(SOURCE.replace("import torch\n", ""), names)  # noqa: S102 - the program itself
    node = next(node for node in drawn["nodes"] if node["id"] == box_of(drawn, name))
    assert tuple(node["strides"]) == names[name].stride()
    assert node["offset"] == names[name].storage_offset()


def test_a_shared_storage_tells_its_cells_and_its_writes(drawn):
    shared = [row for row in drawn["storages"] if row["letter"]]
    (storage,) = shared
    assert (storage["cells"], storage["dtype"]) == (12, "float32")
    first, second = storage["writes"]
    assert (first["op"], first["through"], first["line"]) == ("mul_", "row", 10)
    assert (first["before"], first["after"], first["counted"]) == (0, 1, True)
    assert (second["line"], second["counted"]) == (11, False)
    assert drawn["moments"][first["moment"]]["kind"] == "wrote"


def test_a_write_that_numpy_made_is_told_without_a_name():
    found = built(
        "import torch\nx = torch.ones(3, requires_grad=True)\ny = x.exp()\na = y.detach().numpy()\n"
        "a[0] = 5\ny.sum().backward()\n"
    )
    (storage,) = [row for row in found["storages"] if row.get("writes")]
    (write,) = storage["writes"]
    assert (write["op"], write["through"], write["counted"]) == (None, None, False)


def test_a_storage_of_ones_own_has_no_cells():
    found = built("import torch\nx = torch.ones(3)\ny = x + 1\n")
    assert all(row["letter"] is None and "cells" not in row for row in found["storages"])
    assert not [node for node in found["nodes"] if "strides" in node]  # they simply fill it
