"""The MkDocs plugin: a fence ```` ```gradwalk ```` puts an explorer into a page.

`lesson="detach"` or `file="mine.py"` stand in the fence's first line, as do the attributes of
`<grad-walk>`; without either the content is the program. It is recorded when the pages are made,
and what cannot be shown is a warning with file, line and reason.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.utils import get_relative_url

from gradwalk_ui import choices, course
from gradwalk_ui.static_files import languages

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

FENCES = "pymdownx.superfences"
CACHE = ".cache/gradwalk"  # beside mkdocs.yml: MkDocs empties its folder at each build
OPENING = re.compile(r"^([ \t>]*(?:`{3,}|~{3,})[ \t]*gradwalk\b)(.*)$", re.MULTILINE)
UNQUOTED = re.compile(r"""(?<=\s)([a-z]+)=([^\s"']+)""")
log = get_plugin_logger("gradwalk")


class Options(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say of the plugin."""

    site = config_options.Optional(config_options.Type(str))  # address of a site of one's own
    lang = config_options.Optional(config_options.Choice(tuple(languages())))


class Gradwalk(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Explorers in pages."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the fence known, and begin with no explorer."""
        self.files: dict[str, str] = {}
        self.used = False
        if FENCES not in config.markdown_extensions:
            config.markdown_extensions.append(FENCES)
        fences = config.mdx_configs.setdefault(FENCES, {}).setdefault("custom_fences", [])
        fences.append(
            {"name": "gradwalk", "class": "gradwalk", "format": self.fence, "validator": options}
        )
        return config

    def on_page_markdown(
        self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Any
    ) -> str:
        """Keep the page at hand; values in a fence's first line need no quotes."""
        self.page, self.text = page, markdown
        self.language = self.config.lang or choices.spoken(config.theme.get("language"))
        return OPENING.sub(lambda line: line[1] + UNQUOTED.sub(r'\1="\2"', line[2]), markdown)

    def fence(self, source: str, _lang: str, _class: str, given: Any, *_: Any, **__: Any) -> str:
        """Return the explorer of a fence, or, after a warning, its program."""
        try:
            shown = self.shown(source, dict(given))
        except course.Unshown as unshown:
            log.warning("%s: %s", self.place(source, given, unshown), unshown)
            return course.code(source)
        self.used = True
        self.files.update(shown.files)
        inside = f"{course.FOLDER}/"
        beside = get_relative_url(inside, self.page.url).removesuffix(inside)
        return course.element(shown, beside, self.config.site)

    def shown(self, source: str, given: dict[str, str]) -> course.Shown:
        """Return the explorer that the author asked for."""
        lesson, file = given.pop("lesson", None), given.pop("file", None)
        if sum((lesson is not None, file is not None, bool(source.strip()))) > 1:
            raise course.Unshown("a lesson, a file, a program: more than one of them")
        language = {"lang": self.language} if self.language else {}
        try:
            attributes = language | {each: choices.checked(each, given[each]) for each in given}
        except ValueError as error:
            raise course.Unshown(str(error)) from None
        if lesson is not None:
            made = course.foreign if self.config.site else course.lesson
            return made(lesson, attributes)
        if file is not None:
            return course.file(Path(self.page.file.abs_src_path or "").parent / file, attributes)
        return course.program(source, attributes)

    def place(self, source: str, given: dict[str, str], unshown: course.Unshown) -> str:
        """Return file and line of what is wrong."""
        if unshown.file is not None:
            return f"{unshown.file}:{unshown.line}"
        whole = self.page.file.content_string
        above = whole.count("\n") - self.text.count("\n")  # the lines of the page's metadata
        wanted = [line.strip() for line in source.strip("\n").split("\n") if source.strip()]
        lines = [line.strip() for line in self.text.split("\n")]
        for number, line in enumerate(lines, start=1):
            end = number + len(wanted)
            told = OPENING.match(line) and all(word in line for word in (*given, *given.values()))
            if told and lines[number:end] == wanted and ended(lines[end:], line):
                return f"{self.page.file.src_path}:{max(0, above) + number + unshown.line}"
        return f"{self.page.file.src_path}"

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what the pages ask for beside them."""
        folder = Path(config.site_dir)
        if self.used:
            course.put_programs(folder, self.files)
        if self.used and not self.config.site:
            cache = Path(config.config_file_path or ".").parent / CACHE
            course.put_site(cache)
            shutil.copytree(cache, folder / course.FOLDER, dirs_exist_ok=True)


def ended(rest: list[str], opening: str) -> bool:
    """Whether a fence ends with the next line that has something in it."""
    following = next(filter(None, rest), "")
    return following[:3] == opening.lstrip("> ")[:3]


def options(_language: str, given: dict[str, str], found: dict[str, str], *_: Any) -> bool:
    """Take all that stands in a fence's first line; a name alone comes with itself as its value."""
    found.update({name: "" if value == name else value for name, value in given.items()})
    return True
