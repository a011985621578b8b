"""The README's pictures are the pages themselves; `make accept` takes them anew."""

from pictures import check_picture
from playwright.sync_api import expect


def test_the_picture_of_the_readme_is_what_the_page_shows(explorer):
    explorer.sized(1440, 1000).open_lesson(".data against .detach()")
    explorer.press("Home", "e")
    expect(explorer.errors).to_be_visible()
    expect(explorer.page.get_by_role("button", name="Ask me again")).to_be_visible()
    expect(explorer.page.get_by_role("button", name="Go on")).to_have_count(0)  # there is nowhere
    explorer.caption.click()  # away from the timeline, whose focus ring says nothing here
    explorer.page.wait_for_timeout(500)  # the graph moves to what it is about
    check_picture(explorer.page, "mismatch")


def test_the_picture_of_the_gallery(built, open_page):
    page = open_page(f"{built}gallery.html", width=1200, height=800)
    page.wait_for_function("[...document.images].slice(0, 6).every((image) => image.complete)")
    check_picture(page, "gallery")
