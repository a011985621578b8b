"""The wheel for other people's Pyodide: it is loaded by name, and its hash is known."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOAD = """
import { loadPyodide } from "./node_modules/pyodide/pyodide.mjs";
import { readFileSync } from "node:fs";
const folder = process.argv[1] + "/";
const lockFileContents = JSON.parse(readFileSync(folder + "pyodide-lock.json", "utf8"));
const python = await loadPyodide({ lockFileContents, packageBaseUrl: folder });
await python.loadPackage("gradwalk");
console.log(python.runPython(`
import gradwalk as torch
x = torch.ones(2, requires_grad=True)
(x * 3).sum().backward()
repr(x.grad)`));
"""


def load(folder):
    command = ["node", "--input-type=module", "--eval", LOAD, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_is_loaded_by_name_and_by_its_hash(tmp_path):
    script = str(ROOT / "vendor" / "client.py")
    subprocess.run([sys.executable, script, str(tmp_path)], check=True, capture_output=True)
    lock = json.loads((tmp_path / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert list(lock["packages"]) == ["gradwalk"]
    assert "tensor([3., 3.])" in load(tmp_path).stdout
    entry = lock["packages"]["gradwalk"]
    content = (tmp_path / entry["file_name"]).read_bytes()
    assert entry["sha256"] == hashlib.sha256(content).hexdigest()  # a browser's fetch is given it
