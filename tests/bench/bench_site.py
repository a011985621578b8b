"""What a reader of the static site waits for and fetches: a lesson, Python, many on a page."""

import statistics
import tempfile
import time
from pathlib import Path

import brotli
import chromium
import converted
from bench_page import RUN
from explorer import Explorer
from gradwalk_ui import lessons, site
from playwright.sync_api import sync_playwright
from row import Row
from web import shown

TIMES = 3
PAGE = "lessons/data_or_detach.html"
MANY = """<!doctype html><meta charset="utf-8"><title>many</title>
<script type="module" src="gradwalk.js"></script>{body}"""


def rows():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        site.build(root / "site")
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        with shown(root) as address:
            yield from figures(browser, root, f"{address}site/")
        browser.close()


def figures(browser, root, address):
    visits = [visited(browser, address) for _ in range(TIMES)]
    lesson, asked = (files(visits[0][key], address) for key in ("lesson", "asked"))
    python = [name for name in asked if "/python/" in name and "/assets/" not in name]
    editor = [name for name in asked if name not in (*lesson, *python)]
    for what, names, most in (
        ("first lesson", lesson, 350),
        ("the editor, at a caret", editor, 120),
        ("Python", python, 4200),
    ):
        raw, small = sizes(root, names)
        note = f"{len(names)} files, {raw / 1000:.0f} kB raw"
        yield Row(f"{what}: fetched, with brotli", small / 1000, "kB", f"<= {most}", note)
    at_least, missing = converted.weighed(root)
    note = f"{at_least / 1000:.0f} kB without any wheel, and without {missing} files"
    ratio = at_least / sizes(root, lesson)[1]
    yield Row("a figure by `panel convert` / first lesson, bytes", ratio, "x", ">= 10", note)
    for what, key, most in (
        ("first lesson drawn and playable", "drawn", "<= 1"),
        ("Python ready and a program run, cold", "cold", "<= 2.5"),
        ("Python ready and a program run, from the cache", "warm", ""),
        ("Run to picture, the notebook's program", "again", "<= 0.5"),
    ):
        yield Row(what, statistics.median(each[key] for each in visits), "s", most)
    yield from of_many(browser, root, address)


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
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    start = time.perf_counter()
    page.goto(address + PAGE)
    explorer = Explorer(page).drawn()
    found = {"drawn": time.perf_counter() - start, "lesson": list(asked)}
    explorer.write(lessons.lesson("data_or_detach").source)
    found["cold"] = explorer.run_button.evaluate(RUN) / 1000
    found["again"] = explorer.run_button.evaluate(RUN) / 1000
    found["asked"] = list(asked)
    page.reload()
    explorer.drawn()
    found["warm"] = explorer.run_button.evaluate(RUN) / 1000
    context.close()
    return found


def files(asked, address):
    """Their names in the site, each once."""
    names = (url.removeprefix(address) for url in asked if url.startswith(address))
    return list(dict.fromkeys(f"/{name}" for name in names))


def sizes(root, names):
    """Bytes of these files as they are, and each as a server with brotli sends it."""
    contents = [(root / f"site{name}").read_bytes() for name in names]
    return sum(map(len, contents)), sum(len(brotli.compress(each)) for each in contents)
