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
    digest = hashlib.sha256()
    for each in ingredients:
        digest.update(hashlib.sha256(each).digest())
    file = platformdirs.user_cache_path("gradwalk") / digest.hexdigest()
    with suppress(OSError):
        content = file.read_bytes()
        os.utime(file)
        return content
    content = make()
    with suppress(OSError):
        put(file, content)
        forget_old(file.parent)
    return content


def put(file: Path, content: bytes) -> None:
    """Write a file that nobody ever sees half written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        part.write(content)
    Path(part.name).replace(file)


def forget_old(folder: Path) -> None:
    """Remove what nobody has used for a month."""
    for file in folder.iterdir():
        if time.time() - file.stat().st_mtime > MONTH:
            file.unlink(missing_ok=True)
