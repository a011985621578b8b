"""The README's picture is the page itself; `make accept` takes it anew."""

import io
import os
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import expect

PICTURE = Path(__file__).parents[2] / "docs" / "mismatch.png"
LARGEST = 400_000  # bytes
ALIKE = 12  # mean difference of the pixels of two thumbnails, of 255; fonts differ by machine


def thumbnail(picture):
    return picture.convert("L").resize((48, 30))


def test_the_picture_of_the_readme_is_what_the_page_shows(explore):
    explorer = explore(width=1440, height=900).open_lesson(".data against .detach()")
    explorer.press("Home", "e")
    expect(explorer.errors).to_be_visible()
    explorer.caption.click()  # away from the timeline, whose focus ring says nothing here
    explorer.page.wait_for_timeout(500)  # the graph moves to what it is about
    shot = explorer.page.screenshot()
    if os.environ.get("GRADWALK_ACCEPT"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(shot)
    assert PICTURE.stat().st_size < LARGEST
    kept, seen = Image.open(PICTURE), Image.open(io.BytesIO(shot))
    assert kept.size == seen.size
    apart = ImageStat.Stat(ImageChops.difference(thumbnail(kept), thumbnail(seen))).mean[0]
    assert apart < ALIKE
