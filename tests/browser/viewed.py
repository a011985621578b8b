"""A page that holds nothing but views of the graph, answered from the files themselves.

No request leaves the browser. The policy it is served with is the strict one of design: no eval,
no inline script, no other host.
"""

import json
import mimetypes

from gradwalk_ui import figure
from gradwalk_ui.static_files import directory

ADDRESS = "http://gradwalk.invalid/"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'"
)
PAGE = """<!doctype html><meta charset="utf-8">
<style>body { margin: 0 } .host { position: relative; width: 100%; height: 100vh }</style>
<script type="module" src="page.js"></script>"""
# What every script needs of the files.
LOADED = """
import { unpacked } from "./static/paths.js";
const fetched = async (name) => (await fetch(name)).json();
export const figure = await fetched("figure.json");
export const scene = unpacked(await fetched("scene.json"));
"""


def open_views(browser, script, scene, **context):
    """A page on which a module ran; the module imports `figure` and `scene` from `loaded.js`, and
    says on the root element that it is ready."""
    given = {
        "": ("text/html", PAGE),
        "page.js": ("text/javascript", script),
        "loaded.js": ("text/javascript", LOADED),
        "figure.json": ("application/json", json.dumps(figure.item())),
        "scene.json": ("application/json", json.dumps(scene)),
        "favicon.ico": ("image/x-icon", ""),
    }

    def answer(route):
        name = route.request.url.removeprefix(ADDRESS)
        headers = {"Content-Security-Policy": POLICY}
        if name in given:
            kind, body = given[name]
            route.fulfill(body=body, content_type=kind, headers=headers)
        elif name.startswith("static/"):
            kind, _ = mimetypes.guess_type(name)
            path = directory() / name.removeprefix("static/")
            route.fulfill(path=path, content_type=kind, headers=headers)
        else:
            route.abort()

    page = browser.new_context(**context).new_page()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page
