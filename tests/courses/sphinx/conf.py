project = "Week 3"
extensions = ["gradwalk_ui.sphinx", "myst_parser"]
language = "zh_CN"
