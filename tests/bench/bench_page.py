"""How long a person waits: for the page, and for the picture of a program."""

import statistics
import time

import chromium
from explorer import Explorer
from gradwalk_ui.lessons import lesson
from playwright.sync_api import sync_playwright
from row import Row
from served import start_server, stop_server

TIMES = 5
# The notebook's program: its last part, with the mismatch and the silent case.
PROGRAM = lesson("data_or_detach").source


def rows():
    server, address = start_server()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=list(chromium.FLAGS)
            )
            yield Row("page open to first lesson drawn", opened(browser, address), "s", "<= 2")
            yield Row(
                "Run to picture, the notebook's program", ran(browser, address), "s", "<= 0.3"
            )
            browser.close()
    finally:
        stop_server(server)


def opened(browser, address):
    """From the request of the page to its first lesson drawn, in a new context each time."""
    taken = []
    for _ in range(TIMES + 1):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        Explorer(page).drawn()
        taken.append(time.perf_counter() - start)
        context.close()
    return statistics.median(taken[1:])


# Press Run, and wait until the picture stands.
RUN = """async (button) => {
  const frame = () => new Promise(requestAnimationFrame);
  const start = performance.now();
  button.click();
  while (!button.classList.contains("running")) await frame();
  while (button.classList.contains("running")) await frame();
  await frame();
  return performance.now() - start;
}"""


def ran(browser, address):
    """From the click on Run to the frame in which the picture stands."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    explorer = Explorer(page).drawn()
    explorer.run(PROGRAM)
    taken = [explorer.run_button.evaluate(RUN) / 1000 for _ in range(TIMES + 1)]
    context.close()
    return statistics.median(taken[1:])
