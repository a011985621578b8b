"""The page as a person uses it: what can be seen, pressed and read there, by role and by label."""

import re

from playwright.sync_api import expect

SECONDS = 1000
PASTE = """(element, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = { clipboardData, bubbles: true, cancelable: true };
  element.dispatchEvent(new ClipboardEvent("paste", event));
}"""

FORGET_DRAFTS = """
Object.keys(localStorage).filter((key) => key.startsWith("gradwalk.draft:"))
  .forEach((key) => localStorage.removeItem(key))"""


class Explorer:
    """One open explorer."""

    def __init__(self, page):
        self.page = page
        self.editor = page.locator(".cm-content")
        self.timeline = page.locator(".timeline").get_by_role("slider")
        self.output = page.get_by_role("log")
        self.inspector = page.locator(".inspector-body")
        self.position = page.locator(".player .position")
        self.caption = page.locator(".player .caption")
        self.run_button = page.locator("button.run")
        self.graph = page.locator("section.graph")
        self.errors = self.output.locator(".card.error")
        self.notice = page.get_by_role("alert")

    def sized(self, width, height):
        """In a window of another size, until it is brought back."""
        self.page.set_viewport_size({"width": width, "height": height})
        return self

    def moving(self):
        """As for one who has not asked for less motion, until it is brought back."""
        self.page.emulate_media(reduced_motion="no-preference")
        return self

    def drawn(self):
        """Wait until a program is drawn."""
        expect(self.position).to_have_text(re.compile(r"\d+ / \d+"), timeout=30 * SECONDS)
        return self.settled().told()

    def told(self):
        """Have all shown that a lesson asks about first; whoever asks, asks for it anew."""
        everything = self.page.locator(".predict .pass-all")
        if everything.is_visible():
            everything.click()
            self.press("End")
        return self

    def afresh(self):
        """Bring everything back to what it is when the page opens."""
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.emulate_media(reduced_motion="reduce")
        for choice in (
            "[data-language=en][aria-pressed=false]",
            "[aria-label='Light theme']",
            "[aria-label='High contrast'][aria-pressed=true]",
        ):
            if self.page.locator(choice).is_visible():
                self.page.locator(choice).click()
        for choice, value in (("Wording", "2.13"), ("How far", "op"), ("Speed", "1")):
            select = self.page.get_by_label(re.compile(choice))
            if select.input_value() != value:  # else the program would run again
                select.select_option(value)
        self.settled().open_lesson_number(0)
        if self.page.locator(".draft").is_visible():  # what another test has typed
            self.page.evaluate(FORGET_DRAFTS)
            self.open_lesson_number(0)
        return self.press("End", "Escape")

    def settled(self):
        """Wait until nothing runs and nothing is fetched; Python may have to be started first."""
        expect(self.run_button).not_to_have_class(re.compile(r"\brunning\b"), timeout=90 * SECONDS)
        expect(self.graph).not_to_have_attribute("aria-busy", "true", timeout=90 * SECONDS)
        return self

    def moment(self):
        """The moment shown, from 1."""
        return int(self.timeline.get_attribute("aria-valuenow"))

    def moments(self):
        return int(self.timeline.get_attribute("aria-valuemax"))

    def press(self, *keys):
        """Press keys with the timeline in focus."""
        self.timeline.focus()
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def to_the_end(self):
        self.press("End")
        expect(self.timeline).to_have_attribute("aria-valuenow", str(max(1, self.moments())))
        return self

    def write(self, source):
        """Replace the code in the editor, as one who selects all and pastes."""
        self.editor.focus()
        expect(self.editor).to_have_attribute("contenteditable", "true")
        self.page.keyboard.press("Control+a")
        if source:
            self.editor.evaluate(PASTE, source)
        else:
            self.page.keyboard.press("Delete")
        return self

    def run(self, source):
        """Run a program of one's own, and wait for its picture."""
        self.write(source)
        self.page.keyboard.press("Control+Enter")
        return self.settled()

    def open_lesson(self, title):
        self.page.locator(".lessons-button").click()
        self.page.get_by_role("menuitemradio", name=title).click()
        expect(self.page.locator(".lessons-button")).to_contain_text(title)
        return self.settled().told()

    def open_lesson_number(self, number):
        """Open a lesson by its place in the list, whatever the language."""
        self.page.locator(".lessons-button").click()
        item = self.page.get_by_role("menuitemradio").nth(number)
        title = item.locator(".title").inner_text().partition("✓")[0]  # what is answered of it
        item.click()
        expect(self.page.locator(".lessons-button")).to_contain_text(title)
        return self.settled().told()

    def select(self, name):
        """Select a node by its name, from the inspector's list of what to look at now."""
        shown = self.moment()
        self.press("Escape", "Home")
        chip = self.inspector.get_by_role("button", name=name, exact=True)
        while chip.count() == 0:
            assert self.moment() < self.moments(), f"no node {name!r} was ever lit"
            self.press("Alt+ArrowRight")
        chip.first.click()
        expect(self.inspector.locator("h2")).to_have_text(name)
        self.press("End")
        while self.moment() > shown:
            self.press("Alt+ArrowLeft")
        return self

    def printed(self):
        """All that the program has printed up to the moment shown."""
        return [text.inner_text() for text in self.output.locator(".entry pre").all()]

    def width_of_content(self):
        """How wide the page would like to be, in pixels."""
        return self.page.evaluate("document.documentElement.scrollWidth")
