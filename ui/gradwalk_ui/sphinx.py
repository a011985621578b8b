"""The Sphinx extension: the directive `gradwalk` puts an explorer into a page, in MyST too.

The argument is a lesson's name or a file; without one the content is the program. It is recorded
when the page is read, and what cannot be shown is a warning with file, line and reason. Writers
of anything but web pages get the program as a code block.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from gradwalk_ui import choices, course
from gradwalk_ui.client_wheel import installed_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

STATIC = "_static/"
log = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Make the directive known."""
    app.add_config_value("gradwalk_site", None, "html", (str,))
    app.add_config_value("gradwalk_version", installed_version(), "env")  # a new one records anew
    app.add_node(Explorer)
    app.add_directive("gradwalk", Directive)
    app.add_post_transform(Placing)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", finish)
    return {"version": installed_version(), "env_version": 1, "parallel_read_safe": True,
            "parallel_write_safe": True}  # fmt: skip


class Explorer(nodes.General, nodes.Element):
    """An explorer in a document; its child is the program as a code block."""


class Directive(SphinxDirective):
    """`.. gradwalk:: [lesson or file]`, with the attributes of `<grad-walk>` as options."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        name: partial(lambda name, text: choices.checked(name, text or ""), name)
        for name in choices.CHECKS
    }

    def run(self) -> list[nodes.Node]:
        """Return the explorer, or, after a warning, what there is of the program."""
        text = "\n".join(self.content)
        try:
            shown = self.shown(text)
        except course.Unshown as unshown:
            place = self.place(unshown)
            log.warning("gradwalk: %s", unshown, location=place, type="gradwalk")
            return [code_block(text)] if text else []
        documents(self.env).setdefault(self.env.docname, {}).update(shown.files)
        return [Explorer("", code_block(shown.program), shown=replace(shown, files={}))]

    def shown(self, text: str) -> course.Shown:
        """Return the explorer that the author asked for."""
        attributes = {**self.language(), **self.options}
        if not self.arguments:
            return course.program(text, attributes)
        if text:
            raise course.Unshown("an argument and a program: one of them is too many")
        (name,) = self.arguments
        if not name.endswith(course.SUFFIXES):
            site = self.config.gradwalk_site
            return course.foreign(name, attributes) if site else course.lesson(name, attributes)
        relative, path = self.env.relfn2path(name)
        self.env.note_dependency(relative)
        return course.file(Path(path), attributes)

    def language(self) -> dict[str, str]:
        """Return the language of the pages, where the explorer speaks it."""
        found = choices.spoken(self.config.language)
        return {"lang": found} if found else {}

    def place(self, unshown: course.Unshown) -> str:
        """Return file and line of what is wrong."""
        if unshown.file is not None:
            return f"{unshown.file}:{unshown.line}"
        source, line = self.get_source_info()
        if not unshown.line:
            return f"{source}:{line}"
        above = 0 if isinstance(self.state, RSTState) else line  # MyST counts from the directive
        return f"{source}:{above + self.content_offset + unshown.line}"


def code_block(text: str) -> nodes.literal_block:
    """Return a program as every writer can show it."""
    return nodes.literal_block(text, text, language="python")


class Placing(SphinxPostTransform):
    """Put the element in the explorer's place, or the code block where there are no scripts."""

    default_priority = 200

    def run(self, **_: Any) -> None:
        """Go through a document before it is written."""
        for node in list(self.document.findall(Explorer)):
            if is_web(self.app):
                page = self.app.builder.get_target_uri(self.env.docname)
                beside = relative_uri(page, STATIC)
                html = course.element(node["shown"], beside, self.config.gradwalk_site)
                node.replace_self(nodes.raw("", html, format="html"))
            else:
                node.replace_self(node.children)


def is_web(app: Sphinx) -> bool:
    """Whether pages are made that a browser opens."""
    builder = app.builder
    return builder.format == "html" and not getattr(builder, "embedded", False)


def documents(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return the documents with an explorer, and the files of each: name -> content."""
    if not hasattr(env, "gradwalk_files"):
        env.gradwalk_files = {}  # type: ignore[attr-defined]
    found: dict[str, dict[str, str]] = env.gradwalk_files  # type: ignore[attr-defined]
    return found


def purge(_: Sphinx, env: BuildEnvironment, name: str) -> None:
    """Forget a document that is about to be read anew."""
    documents(env).pop(name, None)


def merge(_: Sphinx, env: BuildEnvironment, names: list[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    found = documents(other)
    documents(env).update({name: found[name] for name in names if name in found})


def finish(app: Sphinx, failed: Exception | None) -> None:
    """Put what the pages ask for beside them."""
    found = documents(app.env)
    if failed is not None or not is_web(app) or not found:
        return
    folder = Path(app.outdir) / STATIC
    files = {name: text for each in found.values() for name, text in each.items()}
    course.put_programs(folder, files)
    if not app.config.gradwalk_site:
        course.put_site(folder / course.FOLDER)
