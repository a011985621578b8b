"""What a reader of the static site waits for and fetches: a lesson, Python, many on a page.

`python tests/bench/bench_site.py --write` puts the table into docs/bench.md.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "browser")]

import brotli  # noqa: E402 - these are found only now
import chromium  # noqa: E402
from bench_page import RUN  # noqa: E402
from converted import converted, until_started  # noqa: E402
from explorer import Explorer  # noqa: E402
from gradwalk_ui import site  # noqa: E402
from peers.page import SITE  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from row import Row  # noqa: E402
from web import Quiet, shown  # noqa: E402

TIMES = 4
ABOUT = """
Written by `python tests/bench/bench_site.py --write` (`make bench` prints the same); do not edit.

| | got | wanted | | |
| --- | --- | --- | --- | --- |
{lines}
Of times the least of {times} visits, of memory the median, in a headless Chromium that keeps
nothing from one visit to the next, from a server on the same machine that compresses nothing and
delays nothing; the program is the notebook's last part. A lesson is *drawn* in the first frame
after that in which the names of its nodes were put on the picture's canvas, and *playable* in the
first after that in which a key, pressed then, has led to another moment; the page itself tells
when. *Cold* is from the first press on Run, at
the lesson's own code, with nothing of Python fetched; *from the cache* after the page was loaded
again. The machine has {processors} processors, and others were at work on it: its load was
{load:.1f}.

`panel convert` stands for the usual way to have Python draw in a page. Its page, for a Bokeh
figure of two boxes, was opened in turn with ours, from the same server. The wheels that it
installs (a Panel and a Bokeh cut for it, NumPy, pandas and what these need) are on no package
index in the form that it asks for, so its page could not be followed to its picture: bytes are
those of its scripts, styles and Pyodide, and time is until that Pyodide has started and asks for
the first wheel. Both are lower bounds.
"""
PAGE = "lessons/data_or_detach.html"  # the notebook's program
MANY = """<!doctype html><meta charset="utf-8"><title>many</title>
<script type="module" src="gradwalk.js"></script>{body}"""
# In the page, by the machine's clock: the first frame after that in which the names of nodes were
# put on the picture's canvas, and that in which a key has led to another moment.
WATCHED = """globalThis.watched = (async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const now = () => performance.timeOrigin + performance.now();
  const canvas = CanvasRenderingContext2D.prototype;
  const { fillText } = canvas;
  await new Promise((written) => (canvas.fillText = function (...given) {
    if (given[0] && this.canvas.getRootNode() instanceof ShadowRoot) written();
    return fillText.apply(this, given);
  }));
  await frame();
  const drawn = now();
  const slider = document.querySelector(".timeline [role=slider]");
  const was = slider.getAttribute("aria-valuenow");
  const init = { key: "Home", bubbles: true, composed: true };
  slider.dispatchEvent(new KeyboardEvent("keydown", init));
  while (slider.getAttribute("aria-valuenow") === was) await frame();
  await frame();
  return { drawn, playable: now() };
})()"""


def rows():
    asked = []  # when a package was, by the page of `panel convert`

    class Listening(Quiet):
        def do_GET(self):  # noqa: N802 - as its base calls it
            if self.path.endswith((".whl", ".tar")):
                asked.append(time.perf_counter())
            super().do_GET()

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        site.build(root / "site")
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        with shown(root, kind=Listening) as address:
            yield from figures(browser, root, address, asked)
        browser.close()


def figures(browser, root, address, asked):
    other = converted(root)
    visits, others = [], []
    for _ in range(TIMES):  # in turn, so that both have the machine as it is
        visits.append(visited(browser, f"{address}site/"))
        if other.starts:
            others.append(until_started(browser, address + other.page, asked))
    yield from of_bytes(root, visits[0], f"{address}site/", other)
    drawn = min(each["drawn"] for each in visits)
    for what, key, most in (
        ("first lesson drawn", "drawn", "<= 1"),
        ("first lesson playable", "playable", "<= 1"),
        ("Run to picture, cold: Python fetched, started, run", "cold", "<= 2.5"),
        ("Run to picture, Python in the browser's cache", "warm", ""),
        ("Run to picture, Python running", "again", "<= 0.5"),
    ):
        yield Row(what, min(each[key] for each in visits), "s", most)
    if others:
        note = f"{min(others):.1f} s until its Python starts, before any package"
        ratio = min(others) / drawn
        yield Row("first picture: `panel convert` / first lesson", ratio, "x", ">= 5", note)
    yield from of_memory(visits)
    yield from of_many(browser, root, f"{address}site/")


def of_bytes(root, visit, address, other):
    """What is fetched."""
    lesson, played, ran = (files(visit[key], address) for key in ("lesson", "played", "ran"))
    python = [name for name in ran if "/python/" in name and "/assets/" not in name]
    editor = [name for name in played if name not in lesson]
    for what, names, most in (
        ("first lesson", lesson, 350),
        ("the editor, at a caret", editor, 120),
        ("Python", python, 4200),
    ):
        raw, small = sizes(root, names)
        note = f"{len(names)} files, {raw / 1000:.0f} kB raw"
        yield Row(f"{what}: fetched, with brotli", small / 1000, "kB", f"<= {most}", note)
    ratio = other.size / sizes(root, lesson)[1]
    note = f"{other.size / 1000:.0f} kB without any wheel, and without {other.missing} files"
    yield Row("bytes: `panel convert` / first lesson", ratio, "x", ">= 10", note)


def of_memory(visits):
    """What the browser's processes for a page take; on Linux, which tells."""
    for what, key in (("a lesson drawn", "lesson_pss"), ("Python running", "python_pss")):
        taken = statistics.median(each[key] for each in visits)
        yield Row(f"memory of the page's processes, {what}", taken / 1e6, "MB")


def of_many(browser, root, address):
    """Explorers on one page: what each costs beside the first."""
    for count in (1, 2, 10):
        element = '<grad-walk lesson="detach"></grad-walk>'
        (root / "site" / "many.html").write_text(MANY.format(body=element * count))
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        start = time.perf_counter()
        page.goto(f"{address}many.html")
        for number in range(count):
            element = page.locator("grad-walk").nth(number)
            element.scroll_into_view_if_needed()
            element.locator(".player .position", has_text="/").wait_for(timeout=60_000)
        taken = time.perf_counter() - start
        bokeh = sum("bokeh.js" in url for url in asked)
        yield Row(f"explorers on a page: {count}, drawn", taken, "s", "", f"{bokeh} BokehJS")
        session = context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        used = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        yield Row(f"explorers on a page: {count}, JavaScript's memory", used, "MB")
        context.close()


def visited(browser, address):
    """One reader's visit: what was asked for, and how long each part of it took."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCHED)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    start = time.time()
    page.goto(address + PAGE)
    told = page.evaluate("watched")
    found = {what: moment / 1000 - start for what, moment in told.items()}
    found["lesson"] = list(asked)
    explorer = Explorer(page).drawn()
    found["lesson_pss"] = proportional(browser)
    found["cold"] = explorer.run_button.evaluate(RUN) / 1000
    found["python_pss"] = proportional(browser)
    found["ran"] = list(asked)
    found["again"] = explorer.run_button.evaluate(RUN) / 1000
    page.reload()
    page.evaluate("watched")
    explorer.drawn()
    found["warm"] = explorer.run_button.evaluate(RUN) / 1000
    begun = len(asked)
    explorer.editor.focus()
    page.locator(".cm-content[contenteditable=true]").wait_for()
    found["played"] = asked[begun:]
    context.close()
    return found


def proportional(browser):
    """Bytes that the processes of pages take, each its share of what several have."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    total = 0
    for process in processes:
        path = Path(f"/proc/{process['id']}/smaps_rollup")
        if process["type"] == "renderer" and path.is_file():
            lines = [line.split() for line in path.read_text().splitlines()]
            total += sum(int(line[1]) * 1024 for line in lines if line[0] == "Pss:")
    return total


def files(asked, address):
    """Their names in the site, each once."""
    names = (url.removeprefix(address) for url in asked if url.startswith(address))
    return list(dict.fromkeys(f"/{name}" for name in names))


def sizes(root, names):
    """Bytes of these files as they are, and each as a server with brotli sends it."""
    contents = [(root / f"site{name}").read_bytes() for name in names]
    return sum(map(len, contents)), sum(len(brotli.compress(each)) for each in contents)


def write(found):
    """Put the table into docs/bench.md, in place of the one there."""
    file = HERE.parents[1] / "docs" / "bench.md"
    before, _, _ = file.read_text(encoding="utf-8").partition(SITE)
    lines = "".join(map(line, found))
    busy = {"processors": os.cpu_count(), "load": os.getloadavg()[1]}
    text = ABOUT.format(lines=lines, times=TIMES, **busy)
    file.write_text(f"{before}{SITE}{text}", encoding="utf-8")


def line(row):
    """A row as Markdown has it."""
    verdict = {None: "", True: "met", False: "**missed**"}[row.held]
    got = f"{row.value:.{0 if row.value >= 100 else 2}f} {row.unit}"
    return f"| {row.what} | {got} | {row.wanted} | {verdict} | {row.note} |\n"


def main():
    from run import printed  # noqa: PLC0415 - run.py imports this file

    found = list(rows())
    printed(found)
    if "--write" in sys.argv[1:]:
        write(found)


if __name__ == "__main__":
    main()
