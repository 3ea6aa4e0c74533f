"""A pair of embedded servers on a data folder of their own, used from this process and from others."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis

from config import embedded

ROOT = Path(__file__).resolve().parents[3]
Variables = dict[str, str]


@dataclass
class Copy:
    """`home` is its DUIJIE_HOME; `variables` are further environment variables."""

    home: Path
    variables: Variables = field(default_factory=dict)

    def environment(self) -> Variables:
        """Ours without the variables that would replace or move the servers."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "REDIS_URL", "DUIJIE_PG_BIN", "DUIJIE_REDIS_BIN")
        }
        return {**inherited, "DUIJIE_HOME": str(self.home), **self.variables}

    def command(self, word: str) -> subprocess.CompletedProcess[str]:
        """`python -m config.embedded <word>` in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "config.embedded", word],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self) -> tuple[str, str]:
        """The two addresses; both servers answer. Started from this process, which counts as their user from now on."""
        ours = dict(os.environ)
        os.environ.clear()
        os.environ.update(self.environment())
        try:
            return embedded.ensure_postgres(), embedded.ensure_redis()
        finally:
            os.environ.clear()
            os.environ.update(ours)

    def popen(self, code: str) -> "subprocess.Popen[str]":
        """A process that runs `code` beside us; `embedded` is imported."""
        return subprocess.Popen(
            [sys.executable, "-c", f"import sys, time\nfrom config import embedded\n{code}"],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def postmaster(self) -> int:
        """The process id of PostgreSQL."""
        return int((self.data() / "pg" / "postmaster.pid").read_text().split()[0])

    def valkey(self) -> int:
        """The process id of Redis."""
        with self.redis() as client:
            return int(client.info("server")["process_id"])

    def data(self) -> Path:
        """The folder of the servers' data: the home itself, or the one root uses where the home is closed."""
        return self.home

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Execute and commit one statement; the rows, if it has any."""
        with psycopg.connect(self.start()[0]) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def redis(self) -> "redis.Redis":
        """A client; use it in a with statement."""
        return redis.Redis.from_url(self.start()[1], decode_responses=True)
