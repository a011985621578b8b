"""Edits of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines


def use_near(lines: Lines, args: Args) -> Edit | None:
    """Write the name that was meant."""
    text = lines[args["line"]]
    new, count = re.subn(rf"(?<![\w.]){re.escape(args['name'])}(?!\w)", args["near"], text)
    return lines.replaced(args["line"], new) if count else None
