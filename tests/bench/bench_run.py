"""From a program to its picture on the server: a worker runs it and sends the scene."""

from bench_record import TRAINING
from gradwalk_ui import program, sandbox, session
from gradwalk_ui.lessons import lesson, lessons
from gradwalk_ui.limits import UNLIMITED
from row import Row, median

EVERY_LESSON = [each.source for each in lessons()]


def rows():
    notebook = lesson("data_or_detach").source
    pool = sandbox.Pool(2)
    try:
        for what, source in (("an empty program", ""), ("the notebook's program", notebook)):
            seconds = median(lambda source=source: ask(pool, source), 15, warm=3)
            yield Row(f"Run to scene in a worker, {what}", seconds, "s", "<= 0.3")
    finally:
        pool.close()
    yield Row("telling each line and name, on against off", telling(), "x")
    reading = median(lambda: [program.read(source) for source in EVERY_LESSON])
    yield Row("reading all lessons", 1000 * reading, "ms")
    yield Row("a worker started, to its first scene", median(start_worker, warm=0), "s")


def ask(pool, source):
    reply = session.handle({"kind": "run", "source": source}, pool.run)
    assert reply["kind"] == "scene", reply


def telling():
    """What the calls that `lines` puts in cost, beside the program run as it is."""
    read = program.read(TRAINING)

    def plain():
        names = {"__name__": "__main__"}
        with program.torch_is_gradwalk():
            exec(compile(TRAINING, "training.py", "exec"), names)  # noqa: S102

    told = median(lambda: program.run(read, UNLIMITED, record=False), 9)
    return told / median(plain, 9)


def start_worker():
    pool = sandbox.Pool(1)
    try:
        ask(pool, "")
    finally:
        pool.close()
