"""Build the static site: every lesson drawn beforehand, and Python itself for those who change one.

Any web server can show the folder, under any path. Files whose names carry a hash of their
content never change and may be kept for ever; the others are small.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from errno import EEXIST
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from gradwalk_ui import figure, joined, pages, runtime, session, svg
from gradwalk_ui.answer import Reply, answer
from gradwalk_ui.excerpt import excerpt
from gradwalk_ui.lessons import HEADING
from gradwalk_ui.source import LANGUAGES
from gradwalk_ui.static_files import directory, modules_of

MANIFEST = "site.json"  # what the site is made of; by it an earlier build is known
ELEMENT = "gradwalk.js"  # what a page of somebody's own loads for <grad-walk>
EMBED = "embed.html"  # the explorer for a frame in it, where no scripts are allowed
OFFLINE = "sw.js"
INSTALL = "manifest.webmanifest"
EXPLORER = "explorer.html"  # the page that begins with no lesson, but with STARTER
STARTER = Path(__file__).with_name("templates") / "starter.txt"
FOLDERS = ("assets", "lessons", "pictures", "python", "scenes")
GALLERY = "gallery.html"
NOT_ON_A_SITE = {"page.js", "backends/panel.js", "answer.schema.json", "scene.schema.json"}
PYODIDE = "vendor/pyodide/"  # its files are put under names of their own
BOKEH = "vendor/bokeh.js"  # asked for by a module, and needed for the first picture
STYLES = "explorer.css"  # likewise
# What a lesson is asked for that has questions: they come before its picture.
QUESTIONS = ("predict/card.js", "predict/predict.css")
BROKEN = ("SyntaxError", "IndentationError", "TabError", "ImportError", "NotAvailable", "NameError")


@dataclass(frozen=True, slots=True)
class Own:
    """A program of the builder's own: its file, as it was named, and its text."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a program is not on the site."""

    name: str
    line: int
    reason: Reply | str  # words as Python sends them, or an error as Python words it


@dataclass(frozen=True, slots=True)
class Recorded:
    """A program with its scene, and what is said of it in lists."""

    id: str
    title: dict[str, str]
    summary: dict[str, str]
    scene: Reply
    listed: bool = True
    answers: Sequence[Reply] = ()  # for a page that cannot ask
    beside: Sequence[Reply] | None = None  # two programs that it contrasts


class Site:
    """A site in the making."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ours = (folder / MANIFEST).is_file()  # made by an earlier build
        told = "".join(each.read_text("utf-8") for each in folder.glob(OFFLINE) if self.ours)
        self.earlier = set(re.findall(r'"([^"\n]+)"', told))  # its files, as that lists them
        self.names: set[str] = set()

    def put(self, name: str, content: bytes | str) -> str:
        """Write a file, unless it is there as it should be, and return its name."""
        data = content.encode() if isinstance(content, str) else content
        path = self.folder / name
        self.names.add(name)
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return name

    def put_hashed(self, name: str, content: bytes | str) -> str:
        """Write a file under a name with a hash in it, and return that."""
        data = content.encode() if isinstance(content, str) else content
        return self.put(runtime.hashed(name, data), data)

    def tidy(self) -> None:
        """Remove what an earlier build left and this one has no use for."""
        for folder in FOLDERS:
            for path in sorted((self.folder / folder).rglob("*"), reverse=True):
                name = path.relative_to(self.folder).as_posix()
                twin = name.removesuffix(".gz").removesuffix(".br")
                if twin in self.earlier and not {name, twin} & self.names:
                    path.unlink()
                elif path.is_dir() and not any(path.iterdir()):
                    path.rmdir()


def build(
    folder: Path, programs: Sequence[Own] = (), *, cdn: bool = False, numpy: str | None = None
) -> list[Problem]:
    """Write the site into a folder, in place of an earlier one; return what could not be put in.

    `cdn` and `numpy` are what `runtime.parts` makes of them.
    """
    parts = runtime.parts(cdn=cdn, numpy=numpy)
    if not (directory() / BOKEH).is_file():
        raise FileNotFoundError("BokehJS is missing: run `npm ci && npm run build`")
    site = Site(folder)
    if not site.ours and (folder / "index.html").exists():
        raise FileExistsError(EEXIST, "of no earlier build; choose another folder", str(folder))
    recorded, problems = record(programs)
    static = put_static(site)
    for part in parts:
        if not part.address:
            site.put(f"python/{part.file}", part.content)
    manifest = {
        "static": static,
        "figure": figure.item(),
        "lessons": [put_scene(site, each) for each in recorded],
        "runtime": {
            **{name: static + f"python/{name}.js" for name in ("frame", "worker")},
            "arrays": runtime.arrays(parts),
            "files": [part.entry() for part in parts],
        },
    }
    site.put(MANIFEST, as_text(manifest))
    named = site.put_hashed("assets/site.json", as_text(manifest))
    script = pages.element_script(static=static, manifest=named)
    site.put(ELEMENT, script)
    put_pages(site, manifest, recorded)
    site.put(INSTALL, pages.web_manifest(static=static))
    put_offline(site)
    site.tidy()
    return problems


def put_static(site: Site) -> str:
    """Copy the front end into a folder named by all that is in it, and return its name."""
    contents = joined.read(
        directory(), lambda name: name not in NOT_ON_A_SITE and not name.startswith(PYODIDE)
    )
    files = joined.files(contents, "site.js", "index.js", "element.js")
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(name.encode() + hashlib.sha256(content).digest())
    base = f"assets/{digest.hexdigest()[:10]}/"
    for name, content in files.items():
        site.put(base + name, content)
    return base


def put_scene(site: Site, program: Recorded) -> Reply:
    """Write a program's scene and return its entry in lists."""
    return {
        "id": program.id,
        "title": program.title,
        "summary": program.summary,
        "scene": site.put_hashed(f"scenes/{program.id}.json", as_text(program.scene)),
        "picture": site.put_hashed(f"pictures/{program.id}.svg", picture(program)),
        "page": f"lessons/{program.id}.html" if program.listed else EXPLORER,
        "listed": program.listed,
        **({"beside": program.beside} if program.beside else {}),
    }


def picture(program: Recorded) -> str:
    """Return a program's graph as it is in the end, as SVG; of a large one the part to look at."""
    return svg.svg(excerpt(program.scene), pages.catalogues()["en"], title=program.title["en"])


def put_pages(site: Site, manifest: Reply, recorded: Sequence[Recorded]) -> None:
    """Write the list of lessons, a page for each, and one that begins with a program to change."""
    static, lessons = manifest["static"], manifest["lessons"]
    listed = [each for each in lessons if each["listed"]]
    hosts = sorted({urlsplit(each["file"]).netloc for each in manifest["runtime"]["files"]} - {""})
    site.put("index.html", pages.index(static=static, lessons=listed, hosts=hosts))
    site.put(GALLERY, pages.gallery(static=static, programs=lessons, hosts=hosts))
    first = [*modules_of(site.folder / static, "site.js"), BOKEH]
    card, style = QUESTIONS
    cards = [each for each in modules_of(site.folder / static, card) if each not in first]
    for program, entry in zip(recorded, lessons, strict=True):
        asks = any("question" in cell for cell in program.scene["cells"])
        root = "../" * entry["page"].count("/") or "./"
        page = partial(
            pages.explorer,
            picture=root + entry["picture"],
            static=static,
            modules=[static + each for each in (*first, *(cards if asks else ()))],
            styles=[static + each for each in (STYLES, *([style] if asks else ()))],
            root=root,
            hosts=hosts,
            title=program.title["en"],
            about=program.summary["en"],
            source=program.scene["source"],
        )
        settings = {"root": root, "site": manifest, "lesson": program.id}
        site.put(entry["page"], page(settings=settings, scene=entry["scene"]))
        if not program.listed:
            site.put(EMBED, page(settings={**settings, "embed": True}))


def put_offline(site: Site) -> None:
    """Write the service worker, which keeps all files from the first visit, Python's at leisure."""
    python = {name for name in site.names if name.startswith("python/")}
    kept = sorted(site.names - python)
    digest = hashlib.sha256()
    for name in sorted(site.names):
        digest.update(hashlib.sha256((site.folder / name).read_bytes()).digest())
    version = digest.hexdigest()[:10]
    site.put(OFFLINE, pages.service_worker(files=kept, python=sorted(python), version=version))


def record(programs: Sequence[Own]) -> tuple[list[Recorded], list[Problem]]:
    """Run all lessons and the given programs; return those with a scene, and what is wrong."""
    recorded = list(ours())
    problems = []
    for program in programs:
        known = {each.id for each in recorded}
        made = recorded_or_not(program, known)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            recorded.append(made)
    return recorded, problems


def ours() -> Iterator[Recorded]:
    """Yield the lessons that come with gradwalk."""
    listed = session.handle({"kind": "lessons"}, answer)["lessons"]
    for head in listed:
        reply = session.handle({"kind": "lesson", "id": head["id"]}, answer)
        told = head["id"], head["title"], head["summary"], reply["scene"]
        yield Recorded(*told, beside=head.get("beside"))
    scene = answer({"source": STARTER.read_text(encoding="utf-8")})["scene"]
    words = pages.catalogues()
    key = "site.explorer"
    title = {language: texts[key] for language, texts in words.items() if key in texts}
    yield Recorded("starter", title, dict.fromkeys(title, ""), scene, listed=False)


def recorded_or_not(program: Own, known: set[str], *, whole: bool = True) -> Recorded | Problem:
    """Run one program, under the limits that hold in the page; `whole`: all of it, or none."""
    request = {"kind": "run", "source": program.source, "name": Path(program.name).name}
    reply = session.handle(request, answer)
    if reply["kind"] == "refused":
        return Problem(program.name, reply["reason"]["args"].get("line", 1), reply["reason"])
    scene = reply["scene"]
    if whole and scene["stopped"] is not None:
        return Problem(program.name, scene["stopped"]["line"], scene["stopped"])
    for problem in (cell["problem"] for cell in scene["cells"] if "problem" in cell):
        return Problem(program.name, problem["args"]["line"], problem)
    for error in scene["errors"]:
        if error["type"] in BROKEN:
            return Problem(program.name, error["line"], f"{error['type']}: {error['text']}")
    title, summary = heading(scene["cells"], program.name)
    return Recorded(identifier(program.name, known), title, summary, scene)


def heading(cells: Sequence[Reply], name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return title and summary in each language; without a heading the file's name is the title."""
    title, summary = dict.fromkeys(LANGUAGES, Path(name).stem.replace("_", " ")), {}
    for language in LANGUAGES:
        first = HEADING.match(cells[0]["text"][language]) if cells[0]["kind"] == "text" else None
        title[language] = first["title"].strip() if first else title[language]
        summary[language] = " ".join(first["summary"].split()) if first else ""
    return title, summary


def identifier(name: str, known: set[str]) -> str:
    """Return an id for a program, good for addresses and not yet in use."""
    stem = re.sub(r"[^\w-]+", "_", Path(name).stem).strip("_") or "program"
    numbered = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(known) + 2))
    return next(each for each in numbered if each not in known)


def as_text(content: object) -> str:
    """Return JSON."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
