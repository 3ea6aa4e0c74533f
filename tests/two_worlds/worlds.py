"""Two worlds that differ in one secret text, and everything outsiders get out of each.

Both are built in one transaction and undone, so that the database's clock stands still; ids, keys and tokens come from
a generator that starts alike; Python's clock is fixed.
"""

import hashlib
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from config.kernel.jobs import drain
from config.kernel.models import Job
from config.kernel.secrets import secret_tables
from matchmaking.domain.market import forget_market
from matchmaking.models import Match, MatchModel
from projects.models import Listing
from tests.factories import make_listing, make_organization, make_user

SECRET = "要解决铝电解槽阴极炭块石墨化程度不均造成的炉底压降升高，寻找内串石墨化炉的温度场控制技术。"
OTHER = "需要马铃薯脱毒种薯在高海拔地区的快速扩繁与贮藏技术，年繁育能力不低于三千万粒。"
WORDS = [
    "铝电解槽",
    "阴极炭块",
    "石墨化",
    "炉底压降",
    "温度场",
    "内串",
    "马铃薯",
    "脱毒种薯",
    "扩繁",
    "贮藏",
    "高海拔",
    "节能",
]
VOLATILE = {"Date"}


@dataclass
class Seen:
    """What came out: one line per request, and what stands in tables and files that others' work made."""

    answers: list[str] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)


def live(secret: str | None, probes: int, home: Path, script: Callable[..., None]) -> Seen:
    """Build a world with this secret (None: without one), let the script act in it, and undo it."""
    seen = Seen()
    dice = random.Random(20261122)
    with (
        mock.patch.object(os, "urandom", dice.randbytes),
        mock.patch.object(random, "_urandom", dice.randbytes),
    ):
        cache.clear()
        forget_market()
        mail.outbox = []
        settings.HOME, settings.MEDIA_ROOT = home, home / "media"
        moment = timezone.now().replace(hour=4, minute=0, second=0, microsecond=0)
        with transaction.atomic(), mock.patch.object(timezone, "now", return_value=moment):
            _build(secret)
            with connection.execute_wrapper(_no_secret_table):
                script(seen, probes)
                drain()
            _collect(seen, home)
            transaction.set_rollback(True)
    forget_market()
    return seen


def ask(seen: Seen, client: Client, method: str, path: str, body: Any = None) -> Any:
    """Send a request and keep status, headers and body."""
    kwargs = {} if body is None else {"data": body, "content_type": "application/json"}
    answer = getattr(client, method)(path, **kwargs)
    headers = sorted((name, value) for name, value in answer.items() if name not in VOLATILE)
    seen.answers.append(f"{method} {path} {answer.status_code} {headers} {answer.content.decode()}")
    return answer


def _build(secret: str | None) -> None:
    firm = make_organization("有秘密的企业", name_en="Firm", credit_code=None)
    lab = make_organization("对方实验室", kind="lab", credit_code=None)
    third = make_organization("第三方公司", credit_code=None)
    for number, (email, organization) in enumerate([("lab@probe.test", lab), ("third@probe.test", third)]):
        user = make_user(f"人员{number}", organization=organization)
        type(user).objects.filter(pk=user.pk).update(email=email)
    values = {"title": "降低生产能耗的技术合作", "summary": "希望降低能耗，欢迎有节能经验的团队联系。"}
    make_listing("need", owner=firm, **values, **({"secret": secret} if secret else {}))
    for number, word in enumerate(WORDS):
        make_listing(
            "achievement",
            title=f"{word}技术第{number}项",
            summary=f"围绕{word}开展研究，已能够节能。",
            owner=third,
        )


def _no_secret_table(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """A secret table is asked only for a row of one's own, by its id, and never for the need's."""
    if any(table in sql for table in secret_tables()):
        assert params and "listing_id" in sql, sql[:200]
        assert str(Listing.objects.get(kind="need").pk) not in str(params), sql[:200]
    return execute(sql, params, many, context)


def _collect(seen: Seen, home: Path) -> None:
    seen.rows += [list(Job.objects.order_by("pk").values_list("kind", "payload", "state", "error"))]
    seen.rows += [
        list(Match.objects.order_by("pk").values("wanted", "offered", "score", "parts", "terms", "state"))
    ]
    seen.rows += [list(MatchModel.objects.order_by("version").values("version", "documents", "folder"))]
    seen.rows += [[(message.subject, message.body, message.to) for message in mail.outbox]]
    for path in sorted(home.rglob("*")):
        if path.is_file():
            seen.files.append((str(path.relative_to(home)), hashlib.sha256(path.read_bytes()).hexdigest()))
    seen.terms |= {term["term"] for match in Match.objects.all() for term in match.terms}
