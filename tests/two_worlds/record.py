"""What came out of a world, step by step, written to a file as it comes."""

import base64
import gzip
import json
import logging
from pathlib import Path
from types import TracebackType
from typing import Any

import redis
from django.conf import settings
from django.core import mail

from config.kernel.models import Job

LOGGERS = ("", "django", "django.server", "celery", "py.warnings")


class Record:
    """One line per step: its number, who, what, and everything it gave: answer, mails, lines of the log."""

    def __init__(self, path: Path) -> None:
        self._file = gzip.open(path, "wt", compresslevel=1, encoding="utf-8")  # noqa: SIM115  closed by __exit__
        self._log = _Memory()
        for name in LOGGERS:
            logging.getLogger(name).handlers = []
        logging.getLogger().handlers = [self._log]

    def add(self, number: int, who: str, what: str, given: str) -> None:
        lines, self._log.lines = self._log.lines, []
        mails = [str(message.message()) for message in mail.outbox]
        mail.outbox.clear()
        everything = [given, *(f"log: {line}" for line in lines), *(f"mail: {each}" for each in mails)]
        json.dump([number, who, what, "\n".join(everything)], self._file, ensure_ascii=False)
        self._file.write("\n")

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def queued() -> list[str]:
    """What lies in the broker's queue: the task, and the job each hint points at, for numbers of jobs mean nothing."""
    jobs = {pk: f"{kind} {payload}" for pk, kind, payload in Job.objects.values_list("pk", "kind", "payload")}
    client = redis.Redis.from_url(settings.REDIS_URL, db=settings.REDIS_DB)
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    messages = client.lrange(f"{prefix}{settings.CELERY_TASK_DEFAULT_QUEUE}", 0, -1)
    return [_told(json.loads(message), jobs) for message in reversed(messages)]


def _told(message: dict[str, Any], jobs: dict[int, str]) -> str:
    arguments = json.loads(base64.b64decode(message["body"]))[1]
    return f"{message['headers']['task']}: {jobs.get(arguments.pop('pk', 0), '')} {arguments}"


class _Memory(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.levelname} {self.format(record)}")
