"""跟踪回访: asked 1, 3, 6, 12 and 24 months after signing what came of it."""

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from projects.domain.project_work import author, begin_work
from projects.models import FollowUp, TransferProject

MONTHS = (1, 3, 6, 12, 24)
FIGURES = ("output_value", "profit", "tax", "jobs", "note")


def due_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month that many months later; the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def schedule_follow_ups(project: TransferProject, *, by: Actor) -> None:
    """Write down when the project will be asked after."""
    FollowUp.objects.bulk_create(
        FollowUp(project=project, months=months, due_on=due_after(project.signed_on, months), **author(by))
        for months in MONTHS
    )


def record_follow_up(follow_up: FollowUp, values: Mapping[str, Any], *, by: Actor) -> FollowUp:
    """Fill in what was found, once. Raises NotAllowed, IllegalTransition, Invalid.

    `values`: `done_on`, and of FIGURES what was learned; at least one of them.
    """
    with transaction.atomic():
        project = begin_work(follow_up.project, by)
        row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
        if row.done_on is not None:
            raise Invalid({"done_on": _("这次回访已经记录过了。")})
        done_on = values.get("done_on") or timezone.localdate()
        if not project.signed_on <= done_on <= timezone.localdate():
            raise Invalid({"done_on": _("回访日期应在签订之后，且不能晚于今天。")})
        found = {name: values[name] for name in FIGURES if values.get(name) not in (None, "")}
        if not found:
            raise Invalid({"note": _("请填写至少一项回访到的情况。")})
        row.done_on = done_on
        for name, value in {**found, **author(by)}.items():
            setattr(row, name, value)
        clean_and_save(row, exclude=frozenset({"project"}))
    return row
