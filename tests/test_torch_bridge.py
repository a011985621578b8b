"""The bridge to real PyTorch: what needs none everywhere, and the rest where PyTorch is."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
import weakref
from importlib.util import find_spec
from pathlib import Path

import pytest
from gradwalk.trace import events as e
from gradwalk_ui import scene, torch_bridge
from gradwalk_ui.torch_bridge import files, loading, nodes, ops

sys.path.insert(0, str(Path(__file__).parent / "torch_bridge"))
import agreement

sys.path.pop(0)

FEWEST = 500  # programs of the corpus whose traces are the same, event for event
PARTS = 8


def test_an_old_torch_is_refused():
    too_old = r"2\.3\.1\+cu121 is too old .* 2\.4 or newer"
    with pytest.raises(torch_bridge.BridgeError, match=too_old):
        loading.check("2.3.1+cu121")
    loading.check("2.4.0")
    loading.check("3.0a1")


def test_without_torch_it_says_what_to_do():
    """In a process that cannot import it."""
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from gradwalk_ui import torch_bridge\n"
        "try: torch_bridge.record()\n"
        "except torch_bridge.BridgeError as error: print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install torch" in said.stdout


def test_our_own_engine_is_not_taken_for_torch():
    code = (
        "from gradwalk.alias import as_torch; as_torch()\n"
        "from gradwalk_ui import torch_bridge\n"
        "try: torch_bridge.record()\n"
        "except torch_bridge.BridgeError as error: print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "gradwalk's own engine" in said.stdout


@pytest.mark.parametrize(
    ("base", "overload", "name"),
    [
        ("add", "Tensor", "add"),
        ("mul", "Scalar", "mul_scalar"),
        ("sum", "dim_IntList", "sum_dim"),
        ("_log_softmax", "", "log_softmax"),
        ("some_new_op", "", "some_new_op"),
    ],
)
def test_operators_have_the_names_of_the_table(base, overload, name):
    assert ops.name_of(base, overload, in_place=False) == name


def test_a_program_of_several_files_keeps_each_line(tmp_path):
    names = []
    for number in range(2):
        path = tmp_path / f"part{number}.py"
        path.write_text("\n\nhere = 1\n")
        names.append(str(path))
    found = files.Files()
    for name in names:
        assert found.cell(compile(Path(name).read_text(), name, "exec")) is not None
    program, moved = found.program()
    lines = program.source.split("\n")
    for cell, name in enumerate(names):
        assert found.line(name, 3, moved) == (cell, 3 + moved[cell])
        assert lines[3 + moved[cell] - 1] == "here = 1"
        made = files.placed(e.GradMode(cell, 3, enabled=True), moved)
        assert (made.cell, made.line) == found.line(name, 3, moved)
        assert lines[program.cells[cell].first - 1] == f"# part{cell}.py"


def test_libraries_are_nobodys_program():
    assert files.Files().cell(pytest.raises.__code__) is None


def test_the_words_of_a_refused_check_are_read():
    text = "[torch.FloatTensor [3]], which is output 0 of Exp, is at version 12; expected version 3"
    found = nodes.MOVED_ON.search(text)
    assert found is not None
    assert found.groups() == ("12", "3")


def test_the_programs_that_agree_are_programs():
    known = agreement.agreeing()
    assert len(known) >= FEWEST
    assert set(known) <= set(agreement.programs())


if find_spec("torch") is not None:
    import torch
    from gradwalk_ui.torch_bridge import switch
    from torch import nn

    @pytest.mark.parametrize("part", range(PARTS))
    def test_the_trace_is_the_engines(part):
        """Every event of lessons and conformance programs, beside the engine's."""
        sources = agreement.programs()
        for name in agreement.agreeing()[part::PARTS]:
            found = agreement.apart(sources[name])
            assert found is None, f"{name}: {found}"

    class Block(nn.Module):
        """A residual block whose ReLU writes what its sigmoid saved."""

        def __init__(self):
            super().__init__()
            self.conv = nn.Conv1d(2, 2, 1)
            self.act = nn.ReLU(inplace=True)

        def forward(self, x):
            h = torch.sigmoid(self.conv(x))
            out = self.act(h)
            return out + x

    def line_of(text):
        lines = Path(__file__).read_text(encoding="utf-8").split("\n")
        return next(number for number, line in enumerate(lines, 1) if line.strip() == text)

    def test_the_line_that_wrote_is_named():
        model, x = Block(), torch.randn(3, 2, 4)
        with pytest.raises(RuntimeError, match="inplace"), torch_bridge.record() as recording:
            loss = model(x).pow(2).mean()
            loss.backward()
        (error,) = recording.scene()["errors"]
        assert error["lines"] == {
            "saved": line_of("h = torch.sigmoid(self.conv(x))"),
            "wrote": line_of("out = self.act(h)"),
            "needed": line_of("loss.backward()"),
        }
        args = error["explain"]["args"]
        assert (args["saved"], args["write"], args["node"]) == ("h", "relu_", "SigmoidBackward0")

    def test_a_step_between_two_backwards_is_named():
        model = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
        step = torch.optim.SGD(model.parameters(), lr=0.1).step
        with pytest.raises(RuntimeError, match="inplace"), torch_bridge.record() as recording:
            out = model(torch.ones(1, 2))
            out.sum().backward(retain_graph=True)
            step()
            out.sum().backward()
        (error,) = recording.scene()["errors"]
        assert error["lines"]["wrote"] == line_of("step()")
        assert error["explain"]["args"]["through"] == "model.1.weight"

    def test_a_hidden_state_that_was_not_detached():
        lstm = nn.LSTM(2, 3)
        state = None
        with pytest.raises(RuntimeError, match="second time"), torch_bridge.record() as recording:
            for _ in range(2):
                hidden, state = lstm(torch.ones(1, 1, 2), state)
                hidden.sum().backward()
        (error,) = recording.scene()["errors"]
        assert error["explain"]["key"] == "explain.twice_carried_parts"
        assert error["explain"]["args"]["first_line"] == line_of("hidden.sum().backward()")
        assert error["explain"]["args"]["name"] == "state"

    def everything_is_back():
        assert not switch.listening
        assert torch.autograd._engine_run_backward.__module__ == "torch.autograd.graph"
        assert "apply" not in vars(torch.autograd.function._SingleLevelFunction)
        assert torch._C._len_torch_function_stack() == 0
        assert torch._C._len_torch_dispatch_stack() == 0

    def test_everything_is_put_back_when_an_exception_passes():
        x = torch.ones(2, requires_grad=True)
        calls = []

        def refuse(_grad):
            calls.append(1)
            raise KeyError("mine")

        with pytest.raises(KeyError, match="mine"), torch_bridge.record() as recording:
            y = x * 2
            y.register_hook(refuse)
            y.sum().backward(retain_graph=True)
        everything_is_back()
        assert [error.type for error in recording.run.errors] == ["KeyError"]
        count = len(recording.trace.events)
        with pytest.raises(KeyError):
            y.sum().backward()
        assert len(calls) == 2
        assert len(recording.trace.events) == count

    def test_two_recorders_in_one_thread_are_refused():
        already = pytest.raises(torch_bridge.BridgeError, match="already")
        with torch_bridge.record(), already, torch_bridge.record():
            pass
        everything_is_back()

    def test_each_thread_has_its_own():
        found = {}

        def work(factor):
            x = torch.ones(2, requires_grad=True)
            with torch_bridge.record() as recording:
                barrier.wait(60)
                (x * factor).sum().backward()
                barrier.wait(60)
            found[factor] = recording.trace.events

        barrier = threading.Barrier(2)
        threads = [threading.Thread(target=work, args=(factor,)) for factor in (3.0, 5.0)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for factor, events in found.items():
            (last,) = [each for each in events if isinstance(each, e.Accumulated)]
            assert last.after.numbers == (factor, factor)
        assert not switch.listening

    def test_a_recording_has_nothing_before_its_end():
        with (
            torch_bridge.record() as recording,
            pytest.raises(torch_bridge.BridgeError, match="must have ended"),
        ):
            recording.scene()

    def test_it_keeps_no_tensor_alive():
        with torch_bridge.record() as recording:
            y = (torch.ones(2, requires_grad=True) * 2).exp()
            gone = weakref.ref(y)
            del y
            gc.collect()
            torch.ones(1)
            assert gone() is None
        assert recording.trace.events

    def test_a_tensors_memory_can_still_be_resized():
        with torch_bridge.record():
            x = torch.ones(2)
            x.resize_(3)
        assert x.shape == (3,)

    def test_an_existing_graph_is_walked():
        w = torch.tensor([2.0, 3.0], requires_grad=True)
        loss = (w * w).exp().sum()
        shown = torch_bridge.explore(loss)
        made = [each for each in shown.trace.events if isinstance(each, e.Made)]
        assert [each.op for each in made] == ["mul", "exp", "sum"]
        assert [each.grad_fn for each in made] == ["MulBackward0", "ExpBackward0", "SumBackward0"]
        mul, exp, total = [each.outputs[0].value for each in made]
        assert (mul.shape, mul.numbers) == ((2,), ())  # nobody holds it any more
        assert exp.numbers == pytest.approx((54.598, 8103.08), rel=1e-4)  # exp saved it
        assert total.numbers == pytest.approx((8157.68,), rel=1e-4)
        saved = {(each.op, row.name): row.version for each in made for row in each.saved}
        assert saved == {("mul", "other"): 0, ("mul", "self"): 0, ("exp", "result"): 0}
        names = {each.name for each in shown.trace.events if isinstance(each, e.Named)}
        assert {"w", "loss"} <= names
        assert [node["kind"] for node in shown.scene()["nodes"]].count("op") == 3

    def test_a_stale_saved_tensor_of_an_existing_graph_is_shown():
        y = torch.ones(2, requires_grad=True).exp()
        loss = (y * 1).sum()
        y.detach().zero_()
        made = [
            each for each in torch_bridge.explore(loss).trace.events if isinstance(each, e.Made)
        ]
        assert [(row.name, row.version) for row in made[0].saved] == [("result", 0)]

    def test_where_pytorch_does_not_say_who_packs_it_is_counted(monkeypatch):
        """As in PyTorch 2.4."""
        monkeypatch.delattr(torch._C._autograd, "_top_saved_tensors_default_hooks")
        push = torch._C._autograd._push_saved_tensors_default_hooks
        x = torch.ones(2, requires_grad=True)
        with torch_bridge.record() as recording:
            with torch.autograd.graph.saved_tensors_hooks(lambda t: t + 0, lambda t: t):
                packed = x.exp()
            (packed * x.exp()).sum().backward()
        made = [each for each in recording.trace.events if isinstance(each, e.Made)]
        assert [bool(each.saved) for each in made if each.op == "exp"] == [False, True]
        assert torch._C._autograd._push_saved_tensors_default_hooks is push

    def test_where_a_graph_does_not_tell_its_shapes_explore_says_so(monkeypatch):
        """As in PyTorch 2.4, whose nodes have no metadata."""
        loss = torch.ones(2, requires_grad=True).sum()
        real = hasattr
        monkeypatch.setattr(
            "builtins.hasattr", lambda one, name: name != "_input_metadata" and real(one, name)
        )
        with pytest.raises(torch_bridge.BridgeError, match="put record"):
            torch_bridge.explore(loss)

    def test_explore_says_what_it_cannot_show():
        with pytest.raises(torch_bridge.BridgeError, match="no grad_fn"):
            torch_bridge.explore(torch.ones(2))
        with pytest.raises(torch_bridge.BridgeError, match="and not float"):
            torch_bridge.explore(1.0)

    def test_large_tensors_are_summed_up(tmp_path):
        with torch_bridge.record() as recording:
            x = torch.arange(90000.0).reshape(300, 300).requires_grad_()
            (x * 2).sum().backward()
        made = [each for each in recording.trace.events if isinstance(each, e.Made)]
        value = next(each.outputs[0].value for each in made if each.op == "mul")
        assert value.corner == (8, 8)
        assert (value.low, value.high, value.mean) == (0.0, 179998.0, 89999.0)
        assert len(json.dumps(recording.scene())) < 50_000
        recording.export(tmp_path / "page.html")
        assert "Content-Security-Policy" in (tmp_path / "page.html").read_text(encoding="utf-8")

    def test_kinds_without_numbers_are_shown_by_their_shape():
        with torch_bridge.record() as recording:
            x = torch.ones(2, 3, device="meta", requires_grad=True)
            (x * 2).sum()
            half = torch.ones(2, dtype=torch.bfloat16, requires_grad=True) * 3
        made = [each for each in recording.trace.events if isinstance(each, e.Made)]
        assert (made[0].outputs[0].value.shape, made[0].outputs[0].value.numbers) == ((2, 3), ())
        assert (made[2].outputs[0].value.dtype, made[2].outputs[0].value.numbers) == (
            "bfloat16",
            (3.0, 3.0),
        )
        assert half.dtype == torch.bfloat16
        assert scene.build(recording.run)["nodes"]
