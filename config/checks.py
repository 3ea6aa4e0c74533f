"""System checks of the wiring: faults that would otherwise show as matches that never come, or as an open door.

`manage.py migrate` and `manage.py check --database default` run them.
"""

import os
from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from matchmaking.domain.semantics import encoder_fault

EXAMPLE = "技术转移"
TRIGRAMS = 5  # of the example, where the database knows Chinese characters as letters


class ChecksConfig(AppConfig):
    name = "config.checks"


@register(Tags.database)
def chinese_search(databases: Iterable[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Trigram search must see Chinese letters: under LC_CTYPE=C it finds nothing, without any error."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            messages += [Error(fault, id="duijie.E001") for fault in database_faults(cursor)]
    return messages


def database_faults(cursor: Any) -> list[str]:
    """Say what is wrong with the encoding and the letters of the database of an open DB-API cursor."""
    cursor.execute("select pg_encoding_to_char(encoding) from pg_database where datname = current_database()")
    encoding = cursor.fetchone()[0]
    if encoding != "UTF8":
        return [f"The encoding of this database is {encoding}: create it again with ENCODING 'UTF8'."]
    cursor.execute("select 1 from pg_extension where extname = 'pg_trgm'")
    if cursor.fetchone() is None:  # before the first migration
        return []
    cursor.execute("select coalesce(array_length(show_trgm(%s), 1), 0)", (EXAMPLE,))
    if cursor.fetchone()[0] < TRIGRAMS:
        return [
            "LC_CTYPE of this database is C: trigram search finds nothing in Chinese text. "
            "Create it again with LC_CTYPE 'C.UTF-8'."
        ]
    return []


@register(Tags.compatibility)
def encoder_folder(app_configs: object = None, **_kwargs: Any) -> list[CheckMessage]:
    """The folder in ENCODER_DIR must hold an encoder that can be used: a wrong one would show as scores that differ."""
    fault = encoder_fault()
    return [Error(fault, hint="Correct ENCODER_DIR, or leave it empty.", id="duijie.E003")] if fault else []


@register(Tags.security)
def embedded_servers(app_configs: object = None, **_kwargs: Any) -> list[CheckMessage]:
    """The embedded servers trust whoever reaches their socket: not for production, unless somebody says so."""
    embedded = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
    if (
        settings.DEBUG
        or not settings.EMBEDDED
        or not embedded
        or os.environ.get("DUIJIE_ALLOW_EMBEDDED") == "1"
    ):
        return []
    return [
        Error(
            "The embedded PostgreSQL and Redis are for development: they trust every process of this account.",
            hint="Set DATABASE_URL and REDIS_URL; or DUIJIE_ALLOW_EMBEDDED=1 if that is what you want.",
            id="duijie.E002",
        )
    ]
