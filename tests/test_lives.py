"""What is kept alive in real PyTorch, as the bridge records it: bytes, and who holds what."""

import subprocess
import sys

import pytest
import torch
from alive_programs import ALIVE
from asking import built
from gradwalk_ui import program, torch_bridge
from gradwalk_ui.limits import UNLIMITED
from gradwalk_ui.torch_bridge import host
from test_alive import PYTORCH, shown, watched
from torch import nn

SCRIPT = """\
import torch
from gradwalk_ui import torch_bridge

class Proxy:
    def __getattr__(self, name):
        raise RuntimeError(name)

shy = Proxy()
kept = []
x = torch.linspace(1, 2, 100).requires_grad_()
with torch_bridge.record() as recording:
    for i in range(2):
        h = x.exp()
        kept.append((h * h).sum())
    h = None
    y = x.sigmoid().sum()
    y.backward(retain_graph=True)
    del y
    eighth = torch.ones(5, dtype=torch.float8_e4m3fn)
alive = recording.scene()["alive"]
print({kind: rows[-1][1] for kind, rows in alive["bytes"].items()})
print({node: way if isinstance(way, str) else way[-1][1] for node, way in alive["ways"].items()})
print(sorted(alive["gone"]), sorted(alive["kept"]))
print([(each["kind"], each["name"], each["line"], each["count"]) for each in alive["leaks"]])
"""


def at_end(scene):
    return {kind: rows[-1][1] if rows else 0 for kind, rows in scene["alive"]["bytes"].items()}


@pytest.mark.parametrize("name", ALIVE)
def test_as_many_bytes_are_alive_as_pytorch_itself_counts(name, monkeypatch):
    def real(read, recorder):
        return program.run(read, UNLIMITED, recorder=recorder, real=True)

    film, drawn, times = watched(ALIVE[name], monkeypatch, host.recorder(), real)
    assert shown(film, drawn, times) == PYTORCH[name]
    ours = built(ALIVE[name])["alive"]
    assert {key: drawn["alive"][key] for key in ("ways", "gone", "leaks")} == {
        key: ours[key] for key in ("ways", "gone", "leaks")
    }


def test_a_script_that_records_itself_is_told_what_it_keeps(tmp_path):
    file = tmp_path / "script.py"
    file.write_text(SCRIPT, encoding="utf-8")
    said = subprocess.run([sys.executable, file], capture_output=True, text=True, check=True)
    sizes, held, rest, leaks = said.stdout.splitlines()
    assert sizes == str({"values": 400 + 2 * 4 + 5, "graph": 2 * 400, "grads": 400})
    ways = {"n0": "kept[0]", "n1": "kept[0]", "n3": "kept[1]", "n4": "kept[1]", "n6": "y"}
    assert held == str(ways)
    assert rest == "['n6'] ['n6']"  # what retain_graph left went with `del y`
    assert leaks == "[('list', 'kept', 14, 2)]"


def test_of_a_graph_that_is_there_the_bytes_are_those_of_now():
    model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
    hidden = model[:2](torch.ones(3, 4))
    loss = (model[2](hidden) * 2).exp().mean()
    scene = torch_bridge.explore(loss).scene()
    parameters = sum(each.nbytes for each in model.parameters())
    # Held are the parameters, what `hidden` and `loss` name, and the input and exp's result by
    # the graph alone, with the number 2, which is a tensor there.
    values = parameters + hidden.nbytes + loss.nbytes
    found = at_end(scene)
    assert found["grads"] == 0
    assert found["values"] == values
    assert found["graph"] == 3 * 4 * 4 + 3 * 4 + 8
    assert scene["alive"]["ways"]["n1"] == "hidden"
    loss.backward()
    freed = torch_bridge.explore(loss).scene()
    assert at_end(freed)["graph"] == 0
