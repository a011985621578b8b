"""The pages of the static site, as HTML texts; what is shown in them is escaped here.

Every page carries its own Content-Security-Policy, as a folder of files has no say in a server's
headers. The one inline script that it lets in is that of the frame in which programs run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from gradwalk_ui.static_files import directory, languages

FOLDER = Path(__file__).with_name("templates")


def policy(hosts: Iterable[str] = ()) -> str:
    """Return what a page may load and run; `hosts` are where its builder left some of Python.

    `blob:` and `wasm-unsafe-eval` are for the frame, which inherits this policy and is shut off
    from the page by its own origin; the page itself makes no blob and compiles nothing.
    """
    frame = (directory() / "python" / "frame.js").read_bytes()
    allowed = base64.b64encode(hashlib.sha256(frame).digest()).decode()
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'sha256-{allowed}' 'wasm-unsafe-eval' blob:",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",  # BokehJS sets styles inline
            "img-src 'self' data: blob:",
            " ".join(["connect-src 'self'", *(f"https://{host}" for host in hosts)]),
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


@cache
def catalogues() -> dict[str, dict[str, str]]:
    """Return the words on the screen, by language."""
    folder = directory() / "i18n"
    return {
        language: json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
        for language in languages()
    }


def words(key: str) -> str:
    """Return an entry of the catalogues in each language that has it."""
    return in_each({name: texts[key] for name, texts in catalogues().items() if key in texts})


def in_each(texts: Mapping[str, str]) -> str:
    """Return a text in each language; the style sheet shows the one of the page, else English."""
    spans = (
        f'<span lang="{tag}">{_inline_code(escape(texts[language]))}</span>'
        for language, tag in languages().items()
        if language in texts
    )
    return f'<span class="texts">{"".join(spans)}</span>'


def language_rules() -> str:
    """Return the style by which a text shows in the language of the page."""
    return "".join(
        f':root:lang({language}) .texts > [lang="{tag}"] {{ display: inline; }} '
        f':root:lang({language}) .texts:has(> [lang="{tag}"]) > [lang="en"] {{ display: none; }} '
        for language, tag in languages().items()
        if language != "en"
    )


def _inline_code(text: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", text)


def explorer(
    *,
    root: str,
    static: str,
    title: str,
    about: str,
    settings: Mapping[str, object],
    modules: Iterable[str],
    styles: Iterable[str],
    hosts: Iterable[str] = (),
    scene: str = "",
    source: str = "",
    picture: str,
) -> str:
    """Return a page that an explorer fills; `root` is the way from it to the site's folder."""
    return _filled(
        "explorer.html",
        policy=escape(policy(hosts)),
        title=escape(title),
        about=escape(about),
        static=f"{root}{static}",
        settings=_as_script(settings),
        languages=language_rules(),
        preload="\n    ".join(_preloads(root, static, modules, styles, scene)),
        no_script=words("site.no_script"),
        no_modules=words("site.no_modules"),
        too_old=words("site.too_old"),
        root=root,
        source=escape(source),
        picture=escape(picture),
        home=f"{root}index.html",
    )


def _preloads(
    root: str, static: str, modules: Iterable[str], styles: Iterable[str], scene: str
) -> Iterator[str]:
    """Yield the links to all that the page fetches anyway, so that it is fetched at once."""
    for style in styles:
        yield f'<link rel="preload" as="style" href="{root}{style}">'
    for module in modules:
        yield f'<link rel="modulepreload" href="{root}{module}">'
    data = [f"{static}i18n/en.json"]  # which language else is not known yet
    for each in [*data, scene] if scene else data:
        yield f'<link rel="preload" as="fetch" crossorigin href="{root}{escape(each)}">'


def element_script(*, static: str, manifest: str) -> str:
    """Return the script that makes `<grad-walk>` known; its own name never changes."""
    return _filled("gradwalk.js", static=static, manifest=manifest)


def service_worker(*, files: Iterable[str], python: Iterable[str], version: str) -> str:
    """Return the script that keeps the site for when there is no network."""
    lists = {"files": files, "python": python}
    return _filled("sw.js", **{name: _lines(each) for name, each in lists.items()}, version=version)


def _lines(names: Iterable[str]) -> str:
    return json.dumps(list(names), indent=2)


def web_manifest(*, static: str) -> str:
    """Return what lets a browser install the site as an application."""
    return _filled("manifest.webmanifest", static=static)


def exported(
    *,
    title: str,
    styles: str,
    modules: Mapping[str, object],
    entry: str,
    settings: Mapping[str, object],
    picture: str,
) -> str:
    """Return a page that holds all that it needs, and may reach nothing else."""
    template = (directory() / "exported.txt").read_text(encoding="utf-8")  # the page has it too
    return Template(template).substitute(
        title=escape(title),
        styles=styles,
        modules=_as_script(modules),
        entry=entry,
        settings=_as_script(settings),
        picture=picture,
    )


def packed(*, title: str, packed: str) -> str:
    """Return a page that holds all that it needs in compressed form, as base64 of gzip."""
    return _filled("packed.html", title=escape(title), packed=packed)


def index(
    *, static: str, lessons: Iterable[Mapping[str, object]], hosts: Iterable[str] = ()
) -> str:
    """Return the list of lessons, which needs no script to be read."""
    items = "\n".join(_item(number, each) for number, each in enumerate(lessons, start=1))
    return _filled(
        "index.html",
        policy=escape(policy(hosts)),
        static=static,
        languages=language_rules(),
        lead=words("site.lead"),
        open=words("site.open"),
        heading=words("site.lessons"),
        gallery=words("site.gallery"),
        items=items,
    )


def gallery(
    *, static: str, programs: Iterable[Mapping[str, Any]], hosts: Iterable[str] = ()
) -> str:
    """Return the page that shows the graph of each program, which needs no script to be seen."""
    return _filled(
        "gallery.html",
        policy=escape(policy(hosts)),
        static=static,
        languages=language_rules(),
        heading=words("site.gallery"),
        lead=words("site.gallery_lead"),
        items="\n".join(map(_card, programs)),
    )


def _card(program: Mapping[str, Any]) -> str:
    return (
        f'        <li><a href="{escape(program["page"])}">'
        f'<img src="{escape(program["picture"])}" alt="" loading="lazy">'
        f"<h2>{in_each(program['title'])}</h2></a></li>"
    )


def _item(number: int, lesson: Mapping[str, object]) -> str:
    title, summary = lesson["title"], lesson["summary"]
    assert isinstance(title, dict)
    assert isinstance(summary, dict)
    return (
        f'        <li><a href="{escape(str(lesson["page"]))}"><span class="number">{number}</span>'
        f"<h2>{in_each(title)}</h2><p>{in_each(summary)}</p></a></li>"
    )


def _as_script(data: object) -> str:
    """Return JSON that can stand between <script> and </script>."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _filled(template: str, **values: str) -> str:
    return Template((FOLDER / template).read_text(encoding="utf-8")).substitute(values)
