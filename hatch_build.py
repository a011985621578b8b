"""Hatchling's hook: puts the front end into the wheel.

An editable install needs nothing of it: there `static/` is found in the checkout.
"""

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EDITOR = "static/vendor/codemirror.js"  # made by npm, so not in git


class FrontEnd(BuildHookInterface[Any]):
    """Makes the editor's bundle where it is missing, then includes `static/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare what hatchling is about to collect; `version` is "standard" or "editable"."""
        if version == "editable":
            return
        if not (Path(self.root) / EDITOR).exists():
            for command in (["npm", "ci"], ["npm", "run", "build"]):
                subprocess.run(command, cwd=self.root, check=True)
        if self.target_name == "wheel":
            build_data["force_include"]["static"] = "gradwalk_ui/static"
