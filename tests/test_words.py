"""The catalogues of words: what the code asks for is there, in our languages, and nothing else."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CATALOGUES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "static" / "i18n").glob("*.json"))
}
ENGLISH, CHINESE = CATALOGUES["en"], CATALOGUES["zh"]
AREAS = {key.split(".")[0] for key in ENGLISH}
KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+")
FILE_NAMES = (".py", ".js", ".json", ".css", ".ipynb")


def python_strings(path):
    """Each literal string of a file, and of each f-string a pattern with its holes open."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                re.escape(part.value) if isinstance(part, ast.Constant) else "[A-Za-z0-9_]+"
                for part in node.values
            )


def script_strings(path):
    """The same of a script: quoted strings, and templates with their holes open."""
    text = path.read_text(encoding="utf-8")
    yield from map(re.escape, re.findall(r"[\"']([^\"'\n]*)[\"']", text))
    for template in re.findall(r"`([^`\n]*)`", text):
        parts = re.split(r"\$\{[^}]*\}", template)
        yield "[A-Za-z0-9_]+".join(map(re.escape, parts))


def wanted():
    """Every pattern in the code that has the form of a key of one of the areas."""
    sources = [path for path in (ROOT / "ui").rglob("*.py") if not path.stem[0].isdigit()]
    strings = [string for path in sources for string in python_strings(path)]
    for path in [*(ROOT / "static").rglob("*.js"), ROOT / "vendor" / "languages.js"]:
        if (ROOT / "static" / "vendor") not in path.parents:
            strings += script_strings(path)
    # "moment.made_" + how: a beginning stands for all that goes on from it
    strings = [re.sub(r"[_.]$", r"\g<0>[A-Za-z0-9_]+", string) for string in strings]
    return {
        string
        for string in strings
        if KEY.fullmatch(string.replace("\\.", ".").replace("[A-Za-z0-9_]+", "x"))
        and string.split("\\.")[0] in AREAS
        and not string.replace("\\.", ".").endswith(FILE_NAMES)
    }


def test_our_languages_are_complete():
    assert ENGLISH.keys() == CHINESE.keys()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_may_lack_words_but_has_none_of_its_own(language):
    words = CATALOGUES[language]
    assert words.keys() <= ENGLISH.keys()
    assert {"language.name", "language.tag"} <= words.keys()


def test_the_page_is_told_of_every_language_under_its_own_name():
    made = (ROOT / "static" / "vendor" / "languages.js").read_text(encoding="utf-8")
    listed = json.loads(made.partition("freeze(")[2].rpartition(")")[0])
    said = {
        language: {"name": words["language.name"], "tag": words["language.tag"]}
        for language, words in CATALOGUES.items()
    }
    assert listed == said


def test_the_code_asks_for_no_word_that_is_missing():
    missing = [
        pattern
        for pattern in sorted(wanted())
        if not any(re.fullmatch(pattern, key) for key in ENGLISH)
    ]
    assert not missing


def test_no_word_stands_unused():
    patterns = re.compile("|".join(sorted(wanted())))
    assert [key for key in ENGLISH if not patterns.fullmatch(key)] == []


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_an_entry_takes_the_same_arguments_in_every_language(key):
    texts = [words[key] for words in CATALOGUES.values() if key in words]
    assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_an_entry_says_something(key):
    assert ENGLISH[key].strip()
    assert CHINESE[key].strip()


def test_the_catalogues_are_sorted():
    for words in CATALOGUES.values():
        assert list(words) == sorted(words)
