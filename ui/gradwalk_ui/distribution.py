"""Packages from a Pyodide distribution that the builder of a site names, by folder or by URL.

A distribution is known by its lock file, which says for what runtime its packages were made, what
each needs, and the hash of its file. Nothing is taken whose hash is another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

LOCK = "pyodide-lock.json"
PATIENCE = 60.0  # seconds without a byte from a server


class Unusable(Exception):
    """Why a distribution is of no use: what was given, what is wanted, what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package's entry in the lock file, and its file."""

    entry: Mapping[str, Any]
    content: bytes


def packages(where: str, name: str, info: Mapping[str, str]) -> list[Package]:
    """Return a package and all that it needs; `info` is what the lock must say of the runtime."""
    lock = read_lock(where)
    if lock["info"] != info:
        raise Unusable(
            f"the packages of {where} are for {told(lock['info'])}, and the runtime here is "
            f"{told(info)}: name the distribution of that"
        )
    return [fetched(where, entry) for entry in needed(lock, name, where)]


def read_lock(where: str) -> dict[str, Any]:
    """Return the lock file of a distribution."""
    try:
        lock = json.loads(read(where, LOCK))
        if isinstance(lock["info"], dict) and isinstance(lock["packages"], dict):
            return dict(lock)
    except (ValueError, TypeError, KeyError):
        pass
    raise Unusable(f"{LOCK} of {where} is no lock file of Pyodide")


def needed(lock: Mapping[str, Any], name: str, where: str) -> Iterator[Mapping[str, Any]]:
    """Yield the entry of a package and of all that it depends on, each once."""
    waiting, seen = [name], {name}
    while waiting:
        key = waiting.pop()
        entry = lock["packages"].get(key)
        if entry is None:
            raise Unusable(f"{where} has no package {key!r}: see its {LOCK}")
        yield entry
        more = [each for each in entry["depends"] if each not in seen]
        seen.update(more)
        waiting += more


def fetched(where: str, entry: Mapping[str, Any]) -> Package:
    """Return a package whose file is as the lock says."""
    content = read(where, entry["file_name"])
    digest = hashlib.sha256(content).hexdigest()
    if digest != entry["sha256"]:
        raise Unusable(
            f"{entry['file_name']} of {where} is not the one that {LOCK} speaks of: its SHA-256 is "
            f"{digest}, and {entry['sha256']} is wanted. Fetch it again"
        )
    return Package(entry, content)


def read(where: str, name: str) -> bytes:
    """Return the content of a file of a distribution."""
    if not is_url(where):
        try:
            return Path(where, name).read_bytes()
        except OSError as error:
            raise Unusable(f"{where} has no {name}: {error.strerror}") from None
    url = f"{where.rstrip('/')}/{name}"
    try:
        with urlopen(url, timeout=PATIENCE) as response:  # noqa: S310 - https, or what was asked for
            return bytes(response.read())
    except (URLError, OSError, ValueError) as error:
        raise Unusable(f"{url} cannot be fetched: {getattr(error, 'reason', error)}") from None


def is_url(where: str) -> bool:
    """Tell whether a distribution is on a server."""
    return where.startswith(("https://", "http://"))


def told(info: Mapping[str, str]) -> str:
    """Return what a lock says of its runtime, in one line."""
    return ", ".join(f"{key} {value}" for key, value in sorted(info.items()))
