"""The groups of a scene: modules, functions, turns of loops and steps, that open and close.

A group is laid out by itself, with the groups in it closed (`levels`). Whoever draws the scene puts
these drawings together for the groups that are open: so any of them opens where no Python is, the
scene grows with the number of nodes, and what is there keeps its order.
"""

from gradwalk_ui.groups.rows import add_groups

__all__ = ["add_groups"]
