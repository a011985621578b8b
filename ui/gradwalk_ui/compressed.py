"""Compressed twins of the site's files, `x.js.gz` and `x.js.br`, for servers that hand them out.

A server that knows nothing of them serves the files as they are.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gradwalk_ui.kept_files import kept

try:
    import brotli  # type: ignore[import-untyped]
except ImportError:  # an extra: `gradwalk[site]`
    brotli = None

SMALLEST = 1024  # bytes; below, a header costs more than is saved
WORTH = 0.95  # of the file's own size
TEXTS = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm"}

METHODS: dict[str, Callable[[bytes], bytes]] = {".gz": partial(gzip.compress, mtime=0)}
VERSIONS = {".gz": f"gzip {zlib.ZLIB_RUNTIME_VERSION}"}  # which may make other bytes
if brotli is not None:
    METHODS[".br"] = brotli.compress
    VERSIONS[".br"] = f"brotli {brotli.__version__}"


def add_twins(folder: Path) -> None:
    """Write the twins of all files in a folder that gain by it and have changed since."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEXTS and path.stat().st_size >= SMALLEST:
            for suffix, compress in METHODS.items():
                twin = path.with_name(path.name + suffix)
                if twin.is_file() and twin.stat().st_mtime_ns >= path.stat().st_mtime_ns:
                    continue
                content = path.read_bytes()
                data = kept(partial(compress, content), VERSIONS[suffix].encode(), content)
                if len(data) < WORTH * len(content):
                    twin.write_bytes(data)
