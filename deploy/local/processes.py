"""Programs as child processes, and a supervisor that starts again what dies."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 10.0
"""Seconds that a program gets to end after SIGTERM."""


@dataclass
class Program:
    """One child process with its own log file; `kill`, `pause` and `resume` do to it what a bad day does."""

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    ends_with: signal.Signals = signal.SIGTERM
    wanted: bool = field(default=False, init=False)
    starts: int = field(default=0, init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _launching: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self.process.pid if self.process and self.process.poll() is None else None

    def launch(self) -> None:
        """Starts it without waiting until it is ready; nothing when it runs already."""
        with self._launching:
            self.wanted = True
            if self.pid is None:
                self._open()

    def ask(self) -> None:
        """Asks it to end, and does not wait; it stays down."""
        self.wanted = False
        self._signal(self.ends_with)

    def stop(self, seconds: float = PATIENCE) -> int | None:
        """Asks it to end, and kills it when it takes too long; its exit code."""
        self.ask()
        return self.wait(seconds)

    def wait(self, seconds: float = PATIENCE) -> int | None:
        """Its exit code; kills what is still there after this time."""
        if self.process is None:
            return None
        try:
            return self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kill(self, *, stays_down: bool = False) -> None:
        """kill -9. A supervisor starts it again, unless it is to stay down."""
        if stays_down:
            self.wanted = False
        self._signal(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def pause(self) -> None:
        """SIGSTOP: it is there, and does nothing, from when this answers: all its threads have stopped then."""
        self._signal(signal.SIGSTOP)
        with contextlib.suppress(ChildProcessError):  # it is gone
            if self.process:
                os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def resume(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    def last_words(self, lines: int = 20) -> str:
        """The end of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def _open(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env={**os.environ, **self.environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                user=self.user, start_new_session=True,
            )  # fmt: skip
        self.starts += 1

    def _signal(self, number: signal.Signals) -> None:
        if self.pid is not None and self.process:
            self.process.send_signal(number)


@dataclass
class Supervisor:
    """Watches programs: what dies starts again, at once the first time and later each time it dies young."""

    programs: dict[str, Program] = field(default_factory=dict)
    delays: Sequence[float] = (0.2, 1, 2, 5, 10)
    young: float = 20
    """Seconds that a program must have run to be trusted again."""
    _since: dict[str, float] = field(default_factory=dict, init=False)
    _deaths: dict[str, int] = field(default_factory=dict, init=False)
    _ending: threading.Event = field(default_factory=threading.Event, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def start(self, programs: Iterable[Program]) -> None:
        """Launches these and watches them from now on."""
        for program in programs:
            program.launch()
            self._since[program.name] = time.monotonic()
            self.programs[program.name] = program
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
            self._thread.start()

    def __getitem__(self, name: str) -> Program:
        return self.programs[name]

    @property
    def pids(self) -> dict[str, int]:
        """What runs now."""
        return {name: program.pid for name, program in self.programs.items() if program.pid is not None}

    def stop(self, seconds: float = PATIENCE) -> None:
        """SIGTERM to all at once; what is still there after `seconds` is killed."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join()
        for program in self.programs.values():
            program.ask()
        end = time.monotonic() + seconds
        for program in self.programs.values():
            program.wait(end - time.monotonic())

    def _watch(self) -> None:
        while not self._ending.wait(0.05):
            for name, program in list(self.programs.items()):
                if program.wanted and program.pid is None:
                    self._again(name, program)

    def _again(self, name: str, program: Program) -> None:
        """Starts it when its delay is over."""
        now = time.monotonic()
        if program.process is not None:  # it just died
            lived = now - self._since[name]
            self._deaths[name] = 0 if lived > self.young else self._deaths.get(name, -1) + 1
            self._since[name] = now
            program.process = None
        elif now - self._since[name] >= self.delays[min(self._deaths[name], len(self.delays) - 1)]:
            program.launch()
            self._since[name] = time.monotonic()
