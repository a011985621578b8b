"""Files that take long to make, kept in the user's cache folder for the next process.

What they are made of is in their names, so that none is ever out of date.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import platformdirs

MONTH = 30 * 24 * 60 * 60  # seconds that a file is kept after its last use


def kept(make: Callable[[], bytes], *ingredients: bytes) -> bytes:
    """Return what `make` makes of these ingredients; made only where no file of it is there yet.

    A folder that cannot be read or written is no error: then it is made each time.
    """
    name = hashlib.sha256(b"".join(map(digest, ingredients))).hexdigest()
    file = platformdirs.user_cache_path("gradwalk") / name
    content = found(file)
    if content is None:
        content = make()
        with suppress(OSError):
            put(file, content)
            forget_old(file.parent)
    return content


def digest(content: bytes) -> bytes:
    """Return its hash."""
    return hashlib.sha256(content).digest()


def found(file: Path) -> bytes | None:
    """Return a file's content, or None where it is not there or not as it was put."""
    try:
        whole = file.read_bytes()
    except OSError:
        return None
    with suppress(OSError):  # a folder that can only be read serves as well
        os.utime(file)
    own, content = whole[:32], whole[32:]
    return content if own == digest(content) else None


def put(file: Path, content: bytes) -> None:
    """Write a file, its hash first, that nobody ever sees half written."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as into:
            into.write(digest(content) + content)
        Path(part).replace(file)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise


def forget_old(folder: Path) -> None:
    """Remove what nobody has used for a month."""
    for file in folder.iterdir():
        if time.time() - file.stat().st_mtime > MONTH:
            file.unlink(missing_ok=True)
