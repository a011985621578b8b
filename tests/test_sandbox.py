"""Workers: what a program cannot do to the machine, to its worker and to other visitors."""

import os
import threading
import time

import pytest
from gradwalk_ui import sandbox, session
from gradwalk_ui.limits import DEFAULT

# `random` leads to `os`; the list of modules is no wall, so the limits of the process must hold.
OS = "import random\nos = random._os\n"


@pytest.fixture(scope="module")
def pool():
    made = sandbox.Pool(2)
    yield made
    made.close()


def run(pool, source, **more):
    return pool.run({"source": source, **more})


def error(pool, source):
    (found,) = run(pool, source)["scene"]["errors"]
    return found["type"]


def test_a_request_is_answered_by_another_process(pool):
    drawn = run(pool, OS + "print(os.getpid(), os.getppid())")["scene"]
    child, worker = drawn["output"][0]["text"].split()
    assert str(os.getpid()) not in (child, worker)
    again = run(pool, OS + "print(os.getpid(), os.getppid())")["scene"]
    other, same = again["output"][0]["text"].split()
    assert (other != child, same == worker) == (True, True)  # a fresh process of a warm worker


def test_names_need_not_be_ascii(pool):
    drawn = run(pool, "import torch\n张量 = torch.ones(2)\nprint(张量, '\\N{MULTIPLICATION SIGN}')")
    assert drawn["scene"]["errors"] == []
    assert drawn["scene"]["output"][0]["text"] == "tensor([1., 1.]) ×\n"


def test_no_path_of_the_machine_is_told(pool):
    (found,) = run(pool, "from torch import nothing_of_the_kind")["scene"]["errors"]
    assert found["text"] == (
        "cannot import name 'nothing_of_the_kind' from 'torch': "
        "module 'torch' has no attribute 'nothing_of_the_kind'"
    )
    assert "/" not in found["traceback"]


def test_an_error_is_no_longer_than_output_may_be(pool):
    (found,) = run(pool, "raise ValueError('x' * 10**7)")["scene"]["errors"]
    assert len(found["text"]) == len(found["traceback"]) == DEFAULT.output


def test_a_program_finds_nothing_of_the_one_before(pool):
    run(
        pool,
        "import math, torch\nmath.left = 1\ntorch.manual_seed(3)\ntorch.set_grad_enabled(False)",
    )
    drawn = run(pool, "import math, torch\nprint(hasattr(math, 'left'), torch.is_grad_enabled())")
    assert drawn["scene"]["output"][0]["text"] == "False True\n"


@pytest.mark.parametrize(
    "line",
    [
        "os.open('/etc/passwd', os.O_RDONLY)",
        "os.open('written', os.O_CREAT | os.O_WRONLY)",
        "os.listdir('/')",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.pipe()",
        "os.setuid(0) if os.getuid() else os.open('/', 0)",
        "import numpy as np\nnp.save('written', np.ones(3))",
        "import io\nio.open('/etc/passwd')",
        "import numpy as np\nnp.load('/etc/passwd')",
        "import numpy as np\nnp.memmap('/etc/passwd')",
        "os.openpty()",
    ],
)
def test_no_files_no_processes_no_rights(pool, line):
    assert error(pool, OS + line) in (
        "OSError",
        "PermissionError",
        "BlockingIOError",
        "NotAvailable",
    )


def test_no_connection(pool):
    source = """\
import typing
loaded = typing.sys.modules
print("socket" in loaded, "_socket" in loaded)
loaded["_frozen_importlib_external"].PathFinder.find_spec("socket")
"""
    drawn = run(pool, source)["scene"]
    assert drawn["output"][0]["text"] == "False False\n"
    assert drawn["errors"][0]["type"] == "OSError"


def test_nothing_of_the_servers_environment(monkeypatch):
    monkeypatch.setenv("A_SECRET", "1")
    fresh = sandbox.Pool(1)
    try:
        drawn = run(fresh, OS + "print('A_SECRET' in os.environ, 'HOME' in os.environ)")["scene"]
    finally:
        fresh.close()
    assert drawn["output"][0]["text"] == "False False\n"


@pytest.mark.parametrize(
    "line",
    [
        "os._exit(0)",
        "os.kill(os.getpid(), 9)",
        "os.killpg(0, 9)",
        "os.abort()",
    ],
)
def test_a_program_that_ends_its_process_is_drawn_up_to_there(pool, line):
    drawn = run(pool, f"{OS}print(1)\n{line}\nprint(2)\n")["scene"]
    assert drawn["stopped"] == {"key": "limit.killed", "args": {}, "line": 4}
    assert [piece["text"] for piece in drawn["output"]] == ["1\n"]


@pytest.mark.parametrize("line", ["os.close(3)", "os.write(3, b'no json')", "os.write(3, b'\\n')"])
def test_a_program_that_spoils_its_own_reply_spoils_nothing_else(pool, line):
    reply = run(pool, OS + line)
    if reply["kind"] == "refused":
        assert reply["reason"]["key"] == "limit.no_picture"
    else:  # its child was ended before it came to the reply
        assert reply["scene"]["stopped"]["key"] == "limit.killed"
    assert run(pool, "print(1)")["scene"]["output"][0]["text"] == "1\n"


def test_a_program_that_floods_its_reply_is_ended(pool):
    reply = run(pool, OS + "while True:\n    os.write(3, b'x' * 10**6)\n")
    assert reply["reason"]["key"] == "limit.no_picture"
    assert run(pool, "print(1)")["kind"] == "scene"


def test_another_visitor_is_served_while_a_program_does_not_end(pool):
    ticket = sandbox.Ticket()
    endless = threading.Thread(target=pool.run, args=({"source": ENDLESS}, ticket))
    endless.start()
    try:
        assert [run(pool, f"print({i})")["kind"] for i in range(3)] == ["scene"] * 3
        assert endless.is_alive()
    finally:
        ticket.stop()
        endless.join()


def test_a_program_cannot_reply_to_the_next_visitor(pool):
    forged = b'{"kind": "scene", "scene": {}}\n'
    run(pool, OS + f"os.write(3, {forged * 2!r})")
    assert run(pool, "print(1)")["scene"]["output"][0]["text"] == "1\n"


def test_a_program_cannot_speak_for_its_worker(pool):
    drawn = run(pool, OS + "os.write(1, b'{}\\n')\nos.write(2, b'x')\nprint(7)")["scene"]
    assert drawn["output"][0]["text"] == "7\n"
    assert run(pool, "print(8)")["scene"]["output"][0]["text"] == "8\n"


ORDINARY = """\
import numpy as np
print(np.ones((2, 3)), np.array([1e-9, 1e9]), np.array(["a"]), np.linalg.inv(np.eye(2)))
print(np.random.default_rng(0).normal(size=2).shape, np.fft.fft([1.0, 2.0]), np.float32(1.5))
import datetime, decimal, fractions, statistics, json, re, string, textwrap, pprint, copy
print(datetime.datetime.strptime("2026-01-02", "%Y-%m-%d"), decimal.Decimal("1.1") * 3)
print(fractions.Fraction(1, 3), statistics.mean([1, 2]), json.dumps({"a": [1.5]}))
print(re.sub("a+", "b", "caat"), string.ascii_letters[:3], textwrap.dedent("  x"))
pprint.pprint({"a": list(range(40)), "b": "text" * 30})
import collections, dataclasses, enum, functools, itertools, operator, random, time, typing, gc
@dataclasses.dataclass(frozen=True)
class Point(typing.Generic[typing.TypeVar("T")]):
    x: int = 3
class Colour(enum.Enum):
    RED = 1
print(copy.deepcopy(Point()), Colour.RED, collections.Counter("aab"), gc.collect() >= 0)
print(time.strftime("%Y") > "2000", random.Random(1).random() < 1, "é".encode("latin-1"))
print("%5.2f" % 3, f"{3:>5}", "ß".casefold(), 10**50)
import torch, weakref
w = torch.randn(2, 2, requires_grad=True)
(w @ w).sum().backward()
print(w.grad.numpy().shape, w.detach().numpy().tolist() == w.tolist(), weakref.ref(w)() is w)
"""


def test_ordinary_things_need_no_files(pool):
    drawn = run(pool, ORDINARY)["scene"]
    assert [error["traceback"] for error in drawn["errors"]] == []
    assert drawn["output"][-1]["text"] == "(2, 2) True True\n"


def test_a_worker_that_was_killed_is_replaced():
    pool = sandbox.Pool(1)
    try:
        run(pool, "print(1)")
        worker = pool.free.get()
        worker.process.kill()
        worker.process.wait()
        pool.free.put(worker)
        assert run(pool, "print(2)")["kind"] == "scene"
    finally:
        pool.close()


def test_a_worker_that_never_starts_is_given_up(monkeypatch, tmp_path, caplog):
    broken = tmp_path / "worker.py"
    broken.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(sandbox, "WORKER", broken)
    monkeypatch.setattr(sandbox, "START", 0.05)
    pool = sandbox.Pool(1)
    try:
        reply = session.handle({"kind": "run", "source": "1"}, pool.run)
        assert reply["reason"]["key"] == "request.failed"
        assert "no worker starts" in caplog.text
        monkeypatch.undo()
        assert run(pool, "print(1)")["kind"] == "scene"
    finally:
        pool.close()


def test_where_there_is_no_fork_each_worker_runs_one_program(monkeypatch, tmp_path):
    script = tmp_path / "worker.py"
    run_it = f"runpy.run_path({str(sandbox.WORKER)!r}, run_name='__main__')"
    script.write_text(f"import os, runpy\ndel os.fork\n{run_it}\n")
    monkeypatch.setattr(sandbox, "WORKER", script)
    monkeypatch.setattr(sandbox, "RUNS_ONCE", True)
    pool = sandbox.Pool(1)
    try:
        texts = [
            run(pool, OS + "print(os.getpid())")["scene"]["output"][0]["text"] for _ in range(3)
        ]
    finally:
        pool.close()
    assert len(set(texts)) == 3


def test_many_visitors_wait_their_turn_and_too_many_are_told():
    pool = sandbox.Pool(1, most_waiting=2)
    replies = []
    source = "import time\ntime.sleep(0.5)\nprint(1)"

    def visit():
        replies.append(run(pool, source)["kind"])

    try:
        run(pool, "print(1)")
        visitors = [threading.Thread(target=visit) for _ in range(6)]
        for visitor in visitors:
            visitor.start()
            time.sleep(0.05)
        for visitor in visitors:
            visitor.join()
    finally:
        pool.close()
    assert sorted(replies) == ["refused"] * 3 + ["scene"] * 3


def test_workers_leave_nothing_behind():
    pool = sandbox.Pool(1)
    run(pool, "print(1)")
    worker = pool.free.get()
    pool.free.put(worker)
    pool.close()
    assert worker.process.poll() is not None
    assert not os.path.exists(worker.folder.name)  # noqa: PTH110


ENDLESS = "import torch\nx = torch.ones(2)\nprint(x)\nwhile True:\n    y = sum(range(1000))\n"


def test_a_reader_can_stop_his_program_and_keeps_its_picture(pool):
    ticket = sandbox.Ticket()
    timer = threading.Timer(0.7, ticket.stop)
    timer.start()
    begin = time.monotonic()
    scene = pool.run({"source": ENDLESS}, ticket)["scene"]
    timer.join()
    assert time.monotonic() - begin < 5, "before its time was up"
    assert scene["stopped"]["key"] == "limit.stopped"
    assert scene["stopped"]["line"] in (4, 5)
    assert [node["shape"] for node in scene["nodes"]] == [[2]]
    assert run(pool, "print(1)")["scene"]["stopped"] is None, "the next one is not stopped"


def test_a_request_stopped_while_it_waits_never_runs(pool):
    ticket = sandbox.Ticket()
    ticket.stop()
    begin = time.monotonic()
    reply = pool.run({"source": ENDLESS}, ticket)
    assert reply["reason"]["key"] == "limit.stopped"
    assert time.monotonic() - begin < 1


def test_a_stop_that_comes_too_late_stops_nobody_else(pool):
    ticket = sandbox.Ticket()
    pool.run({"source": "print(1)"}, ticket)
    ticket.stop()
    assert run(pool, "print(2)")["scene"]["output"][0]["text"] == "2\n"
