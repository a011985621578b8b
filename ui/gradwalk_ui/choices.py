"""How an explorer in somebody's page is to be shown: the attributes of `<grad-walk>`, checked.

Sphinx, MkDocs and notebooks take the same names, and say in the same words what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from gradwalk_ui.static_files import languages

PARTS = (
    "header",
    "lessons",
    "choices",
    "text",
    "code",
    "output",
    "inspector",
    "player",
    "questions",
)
HEIGHT = re.compile(r"\d+(?:\.\d+)?(?:px|r?em|vh|%)?")


def lang(text: str) -> str:
    """Return the language, of which only the first part counts: zh for zh_CN."""
    return one_of(tuple(languages()), re.split("[-_]", text.lower())[0], text)


def theme(text: str) -> str:
    """Return the theme; `page` is that of the page around."""
    return one_of(("light", "dark", "page"), text, text)


def moment(text: str) -> str:
    """Return the number of a step."""
    if re.fullmatch("0*[1-9][0-9]*", text) is None:
        raise ValueError(f"is a step of the program, counted from 1, and not {text!r}")
    return str(int(text))


def height(text: str) -> str:
    """Return a height as CSS has it; a plain number is one of pixels."""
    if HEIGHT.fullmatch(text) is None:
        raise ValueError(f"is a length as in CSS, like 480px or 70vh, and not {text!r}")
    return f"{text}px" if text[-1].isdigit() else text


def hide(text: str) -> str:
    """Return the names of parts, separated by spaces; there may be none."""
    return " ".join(one_of(PARTS, part, part) for part in re.split(r"[\s,]+", text) if part)


def flag(text: str) -> str:
    """Return nothing: what counts is that the name is there."""
    if text not in {"", "true"}:
        raise ValueError(f"takes no value, and was given {text!r}")
    return ""


CHECKS: dict[str, Callable[[str], str]] = {
    "lang": lang,
    "theme": theme,
    "moment": moment,
    "autoplay": flag,
    "height": height,
    "hide": hide,
    "readonly": flag,
    "run": flag,
}


def checked(name: str, text: str) -> str:
    """Return the value of a choice, or raise ValueError that says what is wrong and wanted."""
    if name not in CHECKS:
        raise ValueError(f"there is no option {name!r}{nearest(name, tuple(CHECKS))}")
    try:
        return CHECKS[name](text.strip())
    except ValueError as error:
        raise ValueError(f"{name!r} {error}") from None


def one_of(known: tuple[str, ...], text: str, given: str) -> str:
    """Return a word that is among the known ones."""
    if text not in known:
        raise ValueError(f"is one of {', '.join(known)}, and not {given!r}")
    return text


def nearest(text: str, known: tuple[str, ...], called: str = "options") -> str:
    """Return which of the known words may have been meant, or all of them."""
    close = get_close_matches(text, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f": the {called} are {', '.join(known)}"


def spoken(language: str | None) -> str | None:
    """Return the language of pages, where the explorer speaks it."""
    try:
        return lang(language or "")
    except ValueError:
        return None
