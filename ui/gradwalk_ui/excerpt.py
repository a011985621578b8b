"""What a small picture shows of a scene: of a large graph, where the last backward went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gradwalk_ui.moment import Moment
from gradwalk_ui.scene import arrange_nodes

LARGEST = 2400  # pixels of a graph that is still one, where it is shown as wide as a hand


def excerpt(scene: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the scene, or where its graph is too large, that of the last backward, placed anew."""
    last = Moment(scene)
    lit = [edge for edge in scene["edges"] if last.at(edge["id"], "gradient") is not None]
    if not lit or max(scene["size"].values()) <= LARGEST:
        return scene
    kept = {edge[end] for edge in lit for end in ("from", "to")}
    ops = {node["id"] for node in scene["nodes"] if node["kind"] == "op" and node["id"] in kept}
    kept |= {edge["from"] for edge in scene["edges"] if edge["to"] in ops}
    kept |= {node["id"] for node in scene["nodes"] if node["kind"] == "saved" and node["op"] in ops}
    nodes = {node["id"]: dict(node) for node in scene["nodes"] if node["id"] in kept}
    edges = {
        edge["id"]: dict(edge) for edge in scene["edges"] if {edge["from"], edge["to"]} <= kept
    }
    size = arrange_nodes(nodes, edges)
    return {**scene, "nodes": [*nodes.values()], "edges": [*edges.values()], "size": size}
