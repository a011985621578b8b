"""Where a visitor's program runs on a server: in worker processes, never in the server's own.

A few workers wait with everything imported. A request takes one, or waits its turn; when too many
wait already, it is refused at once. A worker that does not answer in time is killed and another
one started. Requests and replies are JSON text over pipes; nothing else comes back.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, cast

from gradwalk_ui.answer import Reply, Request, refused
from gradwalk_ui.limits import BUILDING, BUSY, DEFAULT, HEED

WORKER = Path(__file__).with_name("worker.py")
LONGEST_REPLY = 65_000_000  # bytes; a little above what a worker sends
PATIENCE = 30.0  # seconds a request waits for its turn
MOST_WAITING = 32
START = 20.0  # seconds a worker may take to import everything on a busy machine
STARTS = 3  # tries
RUNS_ONCE = not hasattr(os, "fork")  # then a worker ends with its first program
LONGEST_RUN = 2 * (BUSY * (DEFAULT.seconds or 0) + HEED + BUILDING) + 1  # it may run it twice

starting = threading.Lock()


class Worker:
    """One worker process; it starts at once and is ready when it has imported everything."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="gradwalk-", ignore_cleanup_errors=True)
        self.process = subprocess.Popen(  # noqa: S603 - our own file, by this interpreter
            [sys.executable, "-I", str(WORKER), *(folder for folder in sys.path if folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self.folder.name,
            env=environment(),
            close_fds=True,
        )
        self.requests = cast("IO[bytes]", self.process.stdin)
        self.replies = cast("IO[bytes]", self.process.stdout)
        self.ready = False

    def started(self) -> bool:
        """Wait until it has imported everything, and tell whether it has."""
        if not self.ready:
            with self.killed_after(START):
                self.ready = self.replies.readline(16) == b"ready\n"
        return self.ready

    def ask(self, request: Request) -> Reply | None:
        """Return the reply to a request; None when there was none, and the worker is then dead."""
        try:
            with self.killed_after(LONGEST_RUN):
                self.requests.write(json.dumps(request).encode() + b"\n")
                self.requests.flush()
                return dict(json.loads(self.replies.readline(LONGEST_REPLY)))
        except (OSError, ValueError, RecursionError):  # died, was killed, or sent no JSON
            self.close()
            return None

    @contextmanager
    def killed_after(self, seconds: float) -> Iterator[None]:
        """End the process, and so whatever waits for it, when this takes too long."""
        watch = threading.Timer(seconds, self.process.kill)
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def stop(self) -> None:
        """Ask for the end of the program under way; its picture so far is still drawn."""
        if hasattr(signal, "SIGUSR1"):
            self.process.send_signal(signal.SIGUSR1)
        else:
            self.process.kill()

    def alive(self) -> bool:
        """Tell whether it can take another request."""
        return self.process.poll() is None

    def close(self) -> None:
        """End the process and remove its folder."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.requests, self.replies):
            with suppress(OSError):  # what was still to be written has no reader
                pipe.close()
        self.folder.cleanup()


def environment() -> dict[str, str]:
    """Return a clean environment: nothing of the server's but what the system itself needs."""
    passed = ("SYSTEMROOT", "TZ", "GRADWALK_ARRAYS")
    kept = {name: os.environ[name] for name in passed if name in os.environ}
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    one = dict.fromkeys(threads, "1")  # a process with threads cannot be forked safely
    return {**kept, **one, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


class Ticket:
    """One visitor's request, which he may stop whether it runs or still waits for its turn."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.worker: Worker | None = None
        self.stopped = False

    def stop(self) -> None:
        """Stop it."""
        with self.lock:
            self.stopped = True
            if self.worker is not None:
                self.worker.stop()

    def ask(self, worker: Worker, request: Request) -> Reply | None:
        """Return the worker's reply; only in the meantime can the worker be told to stop."""
        with self.lock:
            if self.stopped:
                return refused("limit.stopped")
            self.worker = worker
        try:
            return worker.ask(request)
        finally:
            with self.lock:
                self.worker = None


class Pool:
    """At most `size` workers; each runs one program at a time."""

    def __init__(self, size: int, most_waiting: int = MOST_WAITING) -> None:
        self.most_waiting = most_waiting
        self.waiting = 0
        self.lock = threading.Lock()
        self.free: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(size - 1):
            self.free.put(None)  # a worker not needed so far
        self.free.put(Worker())

    def run(self, request: Request, ticket: Ticket | None = None) -> Reply:
        """Return the reply of the first worker that is free."""
        ticket = ticket or Ticket()
        with self.lock:
            if self.waiting >= self.most_waiting:
                return refused("server.busy")
            self.waiting += 1
        try:
            worker = self.free.get(timeout=PATIENCE)
        except queue.Empty:
            return refused("server.busy")
        finally:
            with self.lock:
                self.waiting -= 1
        try:
            worker = usable(worker)
            reply = ticket.ask(worker, request)
            if RUNS_ONCE or reply is None:
                worker.close()
                worker = Worker()  # the spare for the next one
            return reply or refused("limit.no_picture")
        finally:
            self.free.put(worker)

    def close(self) -> None:
        """End the workers that are free."""
        while not self.free.empty():
            worker = self.free.get()
            if worker is not None:
                worker.close()


def usable(worker: Worker | None) -> Worker:
    """Return the worker, or a new one where it has ended or does not start."""
    for _ in range(STARTS):
        worker = worker or Worker()
        if worker.alive() and worker.started():
            return worker
        worker.close()
        worker = None
    raise RuntimeError(f"no worker starts within {START:.0f} s; see what it wrote above")


@cache
def _pool() -> Pool:
    made = Pool(max(2, min(4, os.cpu_count() or 2)))
    atexit.register(made.close)
    return made


def start() -> Pool:
    """Return the server's one pool; the first call starts it, so that a worker is warm early."""
    with starting:
        return _pool()


def run(request: Request, ticket: Ticket | None = None) -> Reply:
    """Run a request's program in a worker."""
    return start().run(request, ticket)
