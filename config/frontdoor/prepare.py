"""`python -m config.frontdoor.prepare [FILE]`: bring the database up to date, write the logins to FILE or print them.

One process instead of four `manage.py` calls: each would import the project again (4 s). This is the only file of the
package that runs inside the environment and may import Django.
"""

import io
import os
import sys
from pathlib import Path

from config.frontdoor.speech import step

NO_DEMO = "  No demo province: DUIJIE_DEBUG is off.\n"


def prepare() -> str:
    """Migrate; load the demo province in development, what production needs otherwise. Return the table of logins.

    Raises SystemExit with one sentence where the settings or the servers they name are at fault.
    """
    with step("loading the project"):
        import django  # noqa: PLC0415  loading is a step of its own, with its seconds
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
        from django.core.management.base import CommandError  # noqa: PLC0415
        from django.db import OperationalError  # noqa: PLC0415

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        try:
            django.setup()
        except ImproperlyConfigured as error:
            raise SystemExit(str(error)) from None
    try:
        return _prepare()
    except OperationalError as error:
        raise SystemExit(f"PostgreSQL cannot be used as DATABASE_URL says: {error}") from None
    except CommandError as error:
        raise SystemExit(str(error)) from None


def _prepare() -> str:
    from django.conf import settings  # noqa: PLC0415  settings are not loaded before prepare() says so
    from django.core.management import call_command  # noqa: PLC0415

    with step("bringing the database up to date"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("check", databases=["default"], stdout=io.StringIO())
    if not settings.DEBUG:
        with step("loading the vocabularies"):
            call_command("seed", "--vocabularies", stdout=io.StringIO())
        with step("collecting static files"):
            call_command("collectstatic", verbosity=0, interactive=False)
        return NO_DEMO
    with step("loading the demo province"):
        call_command("seed", stdout=io.StringIO())
    table = io.StringIO()
    call_command("demo_logins", stdout=table)
    return table.getvalue()


if __name__ == "__main__":
    logins = prepare()
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(logins, encoding="utf-8")
    else:
        print(logins)
