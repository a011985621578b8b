"""What the page's worker calls: text in, text out, and each program finds all as the first did."""

import json
import subprocess
import sys

SPOILER = """
import math, random
import numpy
import torch
print(torch.get_default_dtype(), torch.is_grad_enabled(), hasattr(torch.Tensor, "mine"), end=" ")
print(torch.tensor(0.123), numpy.array([0.123]))
print(math.pi > 3.1, torch.exp(torch.zeros(1)).item(), random.random() + torch.rand(1).item())
torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
torch.set_printoptions(precision=1)
numpy.set_printoptions(precision=1)
torch.Tensor.mine = torch.Tensor.__add__ = 3
torch.extra = math.extra = 1
math.pi = 3
torch.exp = None
random.seed(1)
torch.manual_seed(1)
"""
# In a process of its own: what a program spoils must not be this one's, should it stay spoiled.
PROGRAM = """
import json, sys
from gradwalk_ui import browser
told = []
for line in sys.stdin:
    print(json.dumps(json.loads(browser.reply(json.loads(line), told.append))))
import math, gradwalk
print(json.dumps([hasattr(gradwalk, "extra"), hasattr(math, "extra")]))
"""


def ask(*requests):
    lines = "".join(json.dumps(each) + "\n" for each in requests)
    command = [sys.executable, "-c", PROGRAM]
    said = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_each_program_finds_everything_as_the_first_did():
    run = json.dumps({"kind": "run", "source": SPOILER})
    first, second, left = ask(run, run)
    printed = [[piece["text"] for piece in each["scene"]["output"]] for each in (first, second)]
    assert [each[0] for each in printed] == ["torch.float32 True False "] * 2
    assert [each[1] for each in printed] == ["tensor(0.1230) [0.123]\n"] * 2
    numbers = [each[2].split() for each in printed]
    assert [each[:2] for each in numbers] == [["True", "1.0"]] * 2
    assert numbers[0][2] != numbers[1][2]  # nobody's seed is another's
    assert left == [False, False]


def test_a_module_that_a_program_was_the_first_to_import_stays():
    source = "import torch.utils.checkpoint\nprint(torch.utils.checkpoint.checkpoint)\n"
    run = json.dumps({"kind": "run", "source": source})
    *replies, _ = ask(run, run, run)
    assert [reply["scene"]["errors"] for reply in replies] == [[], [], []]


def test_what_makes_no_sense_is_refused_in_words():
    replies = ask(*map(json.dumps, (None, [], {"kind": "quit"})), "no json")
    assert [reply["reason"]["key"] for reply in replies[:3]] == ["request.bad"] * 3
    assert replies[3]["reason"]["key"] == "request.failed"


def test_the_lessons_are_there_too():
    listed, lesson, _ = ask(
        *map(json.dumps, ({"kind": "lessons"}, {"kind": "lesson", "id": "detach"}))
    )
    assert "detach" in [each["id"] for each in listed["lessons"]]
    assert lesson["scene"]["nodes"]


def test_each_line_is_told_and_a_program_that_was_ended_is_run_again_up_to_its_last():
    code = """
import json
from gradwalk_ui import browser
source = "import torch\\nx = torch.ones(2)\\nprint(x)\\nprint(2 * x)\\n"
told, request = [], json.dumps({"kind": "run", "source": source})
browser.reply(request, told.append)
print(told)
scene = json.loads(browser.reply(request, told.append, 3, "limit.stopped"))["scene"]
print([piece["text"] for piece in scene["output"]], scene["stopped"])
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told, again = said.stdout.splitlines()
    assert told == "[1, 2, 3, 4, 0]"
    assert again.startswith("['tensor([1., 1.])\\n'] {")
    assert "'limit.stopped'" in again
    assert "'line': 4" in again
