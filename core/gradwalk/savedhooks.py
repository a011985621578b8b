"""Hooks on what nodes save: saved_tensors_hooks, and the forward's traceback in anomaly mode."""

from __future__ import annotations

from collections.abc import Callable

from gradwalk.graph import Node

on_record: Callable[[Node], None] | None = None  # called with every new node, while set
