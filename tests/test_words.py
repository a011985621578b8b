"""The catalogues of words: what the code asks for is there, in both languages, and nothing else."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CATALOGUES = {
    language: json.loads(
        (ROOT / "static" / "i18n" / f"{language}.json").read_text(encoding="utf-8")
    )
    for language in ("en", "zh")
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
    for path in (ROOT / "static").rglob("*.js"):
        if "vendor" not in path.parts:
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


def test_both_languages_have_the_same_keys():
    assert ENGLISH.keys() == CHINESE.keys()


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
def test_an_entry_takes_the_same_arguments_in_both_languages(key):
    holes = [sorted(set(re.findall(r"\{(\w+)\}", words[key]))) for words in (ENGLISH, CHINESE)]
    assert holes[0] == holes[1]


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_an_entry_says_something(key):
    assert ENGLISH[key].strip()
    assert CHINESE[key].strip()


def test_the_catalogues_are_sorted():
    for words in CATALOGUES.values():
        assert list(words) == sorted(words)
