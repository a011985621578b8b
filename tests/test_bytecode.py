"""Sources in a zip made bytecode: it imports, it is the same each time, and the rest stays."""

import io
import subprocess
import sys
import zipfile

from gradwalk_ui import bytecode, client_wheel, kept_files, runtime

FILES = {
    "pack/__init__.py": '"""Long words."""\nfrom pack.part import value\n',
    "pack/part.py": "value = 6 * 7\nassert value\n",
    "pack/01_lesson.py": "print('a text')\n",
    "pack/data.txt": "data",
    "other/deep.py": "1\n",
    "other_than.py": "1\n",
    "test/many.py": "1\n",
}


def zipped(files):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return into.getvalue()


def names(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return set(archive.namelist())


def test_what_is_not_wanted_is_left_out_and_texts_stay():
    wanted = FILES.keys() - {"other/deep.py", "test/many.py"}
    made = bytecode.compiled(zipped(FILES), "/lib/", wanted)
    assert names(made) == {
        "pack/__init__.pyc",
        "pack/part.pyc",
        "pack/01_lesson.py",
        "pack/data.txt",
        "other_than.pyc",
    }
    assert made == bytecode.compiled(zipped(dict(reversed(FILES.items()))), "/lib/", wanted)
    assert b"Long words" not in zipfile.ZipFile(io.BytesIO(made)).read("pack/__init__.pyc")


def test_it_imports_with_no_source_beside_it(tmp_path):
    (tmp_path / "made.zip").write_bytes(bytecode.compiled(zipped(FILES), "/lib/"))
    code = "import sys; sys.path.insert(0, sys.argv[1]); import pack; print(pack.value, pack.part)"
    command = [sys.executable, "-c", code, str(tmp_path / "made.zip")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.split()[0] == "42"
    assert "part.pyc" in said


def test_where_nothing_makes_bytecode_the_wheel_is_as_it_was(monkeypatch):
    _, content = client_wheel.wheel()
    monkeypatch.setattr(runtime, "PYTHON", (3, 0))
    monkeypatch.setattr(runtime.shutil, "which", lambda _: None)
    runtime.as_bytecode.cache_clear()
    assert runtime.as_bytecode(content) == content
    monkeypatch.setattr(runtime, "PYTHON", sys.version_info[:2])
    runtime.as_bytecode.cache_clear()
    made = runtime.as_bytecode(content)
    assert "gradwalk/tensor.pyc" in names(made)
    runtime.as_bytecode.cache_clear()


def test_under_node_the_runtime_makes_it_once(monkeypatch, tmp_path):
    monkeypatch.setattr(kept_files.platformdirs, "user_cache_path", lambda _: tmp_path / "new")
    _, content = client_wheel.wheel()
    runtime.as_bytecode.cache_clear()
    made = runtime.as_bytecode(content)
    runtime.as_bytecode.cache_clear()
    monkeypatch.setattr(runtime, "converted", lambda *_: b"made again")
    assert runtime.as_bytecode(content) == made
    assert "gradwalk/tensor.pyc" in names(made)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        magic = archive.read("gradwalk/tensor.pyc")[:2]
    assert int.from_bytes(magic, "little") >= 3600  # 3.14's


RECORDS = '''\
from dataclasses import asdict, dataclass, field, replace

@dataclass(frozen=True, slots=True)
class Base:
    """What a thing is."""
    one: int
    two: tuple = ()

@dataclass(frozen=True, slots=True)
class More(Base):
    three: float = 0.5

@dataclass(slots=True)
class Open:
    one: int

@dataclass(slots=True, eq=False)
class Single:
    one: int

@dataclass(slots=True)
class Made:
    many: list = field(default_factory=list)
    def __post_init__(self):
        self.many.append(1)

base, more = Base(1), More(1, three=2.0)
print(base == Base(1, ()), base == More(1), base == 1, hash(base) == hash(Base(1)), more.two)
print(asdict(replace(more, two=(3,))), Open(1) == Open(1), Open.__hash__, Single(1) == Single(1))
print(Made().many, len({Single(1), Single(1)}))
try:
    Base(two=3)
except TypeError as error:
    print(error)
'''
OPS = """\
def op(name, forward, **options):
    return sorted(options)

print(op("exp", abs, node="Exp", samples=1 / 0))
"""


def test_what_dataclasses_are_does_not_change_and_samples_are_left_out(tmp_path):
    files = {"gradwalk/__init__.py": "", "gradwalk/records.py": RECORDS, "gradwalk/ops.py": OPS}
    (tmp_path / "made.zip").write_bytes(bytecode.compiled(zipped(files), "/lib/"))
    code = "import sys; sys.path.insert(0, sys.argv[1]); import gradwalk.records, gradwalk.ops"
    command = [sys.executable, "-c", code, str(tmp_path / "made.zip")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    plain = subprocess.run(
        [sys.executable, "-c", RECORDS], capture_output=True, text=True, check=True
    )
    assert said == plain.stdout + "['node']\n"
