"""What people also do: each gets a clear message in both languages, and the page goes on."""

import re

import pytest
from explorer import SECONDS, Explorer
from playwright.sync_api import expect

GOOD = (
    "import torch\nx = torch.ones(3, requires_grad=True)\n(x * 2).sum().backward()\nprint(x.grad)\n"
)
BEFORE = "import torch\nx = torch.ones(3, requires_grad=True)\ny = x * 2\n"

# name: program, what the output says in English, and in Chinese.
STOPPED = {
    "a syntax error": (
        BEFORE + "# %%\nx = (1,\ny = 2\n",
        r"SyntaxError.*line 5.*\( opened on line 5 is never closed",
        "第 5 行.*右括号",
    ),
    "an exception in a cell": (
        BEFORE + "1 / 0\n",
        "ZeroDivisionError.*line 4.*Line 4 divides",
        "第 4 行.*除以",
    ),
    "an endless loop": (
        BEFORE + "while True:\n    x\n",
        "Stopped after.*loop that never ends",
        "停下.*循环",
    ),
    "an endless loop that holds on": (
        BEFORE + "while True:\n    try:\n        x\n    except BaseException:\n        pass\n",
        "Stopped after.*loop that never ends",
        "停下.*循环",
    ),
    "10 GB": (
        BEFORE + "torch.zeros(2_500_000_000)\n",
        "MemoryError.*line 4.*more memory than it may have",
        "第 4 行.*内存",
    ),
    "100,000 prints": (
        BEFORE + "[*map(print, range(100_000))]\n",  # fast: a program's time must not end it
        r"Stopped after [\d,]+ prints",
        "打印.*停下",
    ),
    "deep recursion": (
        BEFORE + "def f(n):\n    return f(n + 1)\nf(0)\n",
        "RecursionError.*line 5.*call",
        "第 5 行.*调用",
    ),
    "a forbidden module": (
        BEFORE + "import subprocess\n",
        "line 4.*subprocess cannot be imported",
        "第 4 行.*不能导入|第 4 行.*无法导入",
    ),
    "a file": (
        BEFORE + "open('secret')\n",
        r"line 4.*open\(\) is not available here",
        r"第 4 行.*open\(\)",
    ),
}


@pytest.mark.parametrize("case", STOPPED)
def test_a_clear_message_in_both_languages_and_what_came_before_is_drawn(explorer, case):
    source, english, chinese = STOPPED[case]
    explorer.run(source).to_the_end()
    said = explorer.output.locator(".card").last
    expect(said).to_contain_text(re.compile(english, re.DOTALL))
    explorer.page.get_by_role("button", name="中文").click()
    expect(said).to_contain_text(re.compile(chinese, re.DOTALL))
    explorer.select("y")
    expect(explorer.inspector).to_contain_text("MulBackward0")
    explorer.run(GOOD).to_the_end()
    assert explorer.printed() == ["tensor([2., 2., 2.])"]


def test_later_cells_run_after_one_that_failed(explorer):
    explorer.run("# %%\n1 / 0\n# %%\nprint('still here')\n").to_the_end()
    expect(explorer.errors).to_contain_text("ZeroDivisionError")
    assert explorer.printed() == ["still here"]


@pytest.mark.parametrize("source", ["", "\n\n# nothing\n", "print(1 + 1)\n"])
def test_a_program_without_tensors(explorer, source):
    explorer.run(source)
    expect(explorer.page.get_by_text("This program makes no tensors")).to_be_visible()
    explorer.page.get_by_role("button", name="中文").click()
    expect(explorer.page.locator(".graph .empty")).to_contain_text("张量")
    explorer.run(GOOD).to_the_end()
    assert explorer.printed() == ["tensor([2., 2., 2.])"]


def test_a_megabyte_of_source_is_refused_and_the_picture_stays(explorer):
    moments = explorer.moments()
    explorer.write("x = 1\n" * 170_000)
    explorer.page.keyboard.press("Control+Enter")
    expect(explorer.notice).to_contain_text("at most", timeout=30 * SECONDS)
    assert explorer.moments() == moments
    explorer.run(GOOD).to_the_end()
    assert explorer.printed() == ["tensor([2., 2., 2.])"]


def test_nan_and_infinity(explorer):
    source = (
        "import torch\n"
        "x = torch.tensor([0.0, 1.0, -1.0], requires_grad=True)\n"
        "y = x.log()\n"
        "print(y)\n"
        "y.sum().backward()\n"
        "print(x.grad)\n"
    )
    explorer.run(source).to_the_end()
    assert explorer.printed()[0].startswith("tensor([-inf, 0., nan]")
    assert "inf" in explorer.printed()[1]
    explorer.select("y")
    for number in ("nan", "inf"):
        expect(explorer.inspector).to_contain_text(re.compile(number, re.IGNORECASE))


MARKUP = "<script>window.taken = 1</script><img src=x onerror='window.taken = 1'>"


def test_markup_in_a_program_stays_text(explorer):
    source = (
        f"# {MARKUP}\n"
        "import torch\n"
        f'text = "{MARKUP}"\n'
        "x = torch.ones(2, requires_grad=True)\n"
        "print(text)\n"
        "text\n"
        "raise ValueError(text)\n"
    )
    explorer.run(source).to_the_end()
    assert explorer.printed() == [MARKUP]
    expect(explorer.errors.locator("pre.message")).to_have_text(MARKUP)
    assert explorer.page.evaluate("window.taken") is None


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_others_go_on_while_one_hangs(explorer, served, open_page):
    hanging = Explorer(open_page(served)).drawn()
    hanging.write("while True:\n    pass\n")
    for _ in range(5):  # it ends by the clock, which a busy machine may not keep up with
        hanging.page.keyboard.press("Control+Enter")
        explorer.run(GOOD)
        if "running" in hanging.run_button.get_attribute("class"):
            break
        hanging.settled()
    else:
        raise AssertionError("nobody's program ended before the one that hangs")
    assert explorer.to_the_end().printed() == ["tensor([2., 2., 2.])"]
    hanging.settled().to_the_end()
    expect(hanging.output.locator(".card.stopped")).to_be_visible()


def test_a_running_program_can_be_stopped(explorer):
    explorer.write("while True:\n    pass\n")
    explorer.page.keyboard.press("Control+Enter")
    expect(explorer.run_button).to_contain_text("Stop")
    explorer.run_button.click()
    expect(explorer.run_button).to_contain_text("Run")
    explorer.run(GOOD).to_the_end()
    assert explorer.printed() == ["tensor([2., 2., 2.])"]
