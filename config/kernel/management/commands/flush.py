"""`manage.py flush`: as Django's, with the rights of the tables' owner, which TRUNCATE needs."""

from typing import Any

from django.core.management.commands import flush

from config.kernel.secrets import work_as_owner, work_as_public


class Command(flush.Command):
    """Empty every table, secret ones too."""

    def handle(self, **options: Any) -> None:
        work_as_owner(options["database"])
        try:
            super().handle(**options)
        finally:
            work_as_public(options["database"])
