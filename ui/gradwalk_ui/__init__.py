"""gradwalk in a browser: run a program, turn its trace into a scene, show it in a page."""
