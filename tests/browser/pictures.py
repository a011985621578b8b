"""Pictures of the docs: each is the page itself; `make accept` takes it anew."""

import io
import os
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

DOCS = Path(__file__).parents[2] / "docs"
LARGEST = 400_000  # bytes
MOVES = 60  # pictures that may still differ from the one before
BETWEEN = 250  # milliseconds
ALIKE = 12  # mean difference of the pixels of two thumbnails, of 255; fonts differ by machine


def thumbnail(picture):
    return picture.convert("L").resize((48, 30))


def at_rest(page):
    """What the page shows once it moves no more."""
    before, shot = None, page.screenshot()
    for _ in range(MOVES):
        if shot == before:
            return shot
        page.wait_for_timeout(BETWEEN)
        before, shot = shot, page.screenshot()
    raise AssertionError("the page does not come to rest")


def check_picture(page, name):
    """The docs' picture of that name is what the page shows."""
    shot, kept = at_rest(page), DOCS / f"{name}.png"
    if os.environ.get("GRADWALK_ACCEPT"):
        kept.write_bytes(shot)
    assert kept.stat().st_size < LARGEST
    one, other = Image.open(kept), Image.open(io.BytesIO(shot))
    assert one.size == other.size
    apart = ImageStat.Stat(ImageChops.difference(thumbnail(one), thumbnail(other))).mean[0]
    assert apart < ALIKE
