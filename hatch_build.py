"""Hatchling's hook: puts the front end into the wheel.

An editable install needs nothing of it: there `static/` is found in the checkout.
"""

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MADE = (
    "static/vendor/codemirror.js",
    "static/vendor/bokeh.js",
    "static/vendor/pyodide/python_stdlib.zip",
)  # by npm, not in git


class FrontEnd(BuildHookInterface[Any]):
    """Makes third parties' parts where they are missing, then includes `static/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare what hatchling is about to collect; `version` is "standard" or "editable"."""
        if version == "editable":
            return
        if not all((Path(self.root) / name).exists() for name in MADE):
            for command in (["npm", "ci"], ["npm", "run", "build"]):
                subprocess.run(command, cwd=self.root, check=True)
        if self.target_name == "wheel":
            build_data["force_include"]["static"] = "gradwalk_ui/static"
