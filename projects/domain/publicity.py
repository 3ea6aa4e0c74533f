"""公示: a price agreed without a market must hang in public for a while before the project goes on."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from projects.choices import EvidenceKind
from projects.domain.project_work import begin_work, note_change
from projects.models import Evidence, TransferProject
from projects.rules import is_state_unit

AGREED_PRICE = "agreement"  # code of vocabulary pricing_method
PERIOD = dt.timedelta(days=15)


def needs_publicity(project: TransferProject) -> bool:
    """A state unit that agreed a price publicises achievement and price; where a market made it, that was public."""
    return project.pricing_method == AGREED_PRICE and is_state_unit(project.provider)


def publicity_ends(project: TransferProject) -> dt.date | None:
    """The first day on which the project may go on; None before the publicity has begun."""
    return project.publicity_from + PERIOD if project.publicity_from else None


def publicity_days_left(project: TransferProject, today: dt.date) -> int | None:
    """Days until it is over, 0 when it is; None before it has begun."""
    ends = publicity_ends(project)
    return max(0, (ends - today).days) if ends else None


def publicity_obstacle(project: TransferProject, today: dt.date) -> str:
    """Why the project may not go on yet for its publicity; empty when it may."""
    if not needs_publicity(project):
        return ""
    left = publicity_days_left(project, today)
    if left is None:
        return _("协议定价须先公示不少于15天，请登记公示开始日期。")
    if left:
        return _("协议定价的公示还有 %(days)s 天，到 %(day)s 期满。") % {
            "days": left,
            "day": publicity_ends(project),
        }
    return ""


def start_publicity(project: TransferProject, *, start: dt.date, where: str, by: Actor) -> TransferProject:
    """Say since when and where the price hangs in public. Raises Invalid, NotAllowed, IllegalTransition.

    A day before today is believed only with the publicity's papers on file: it would shorten the wait.
    """
    with transaction.atomic():
        now = begin_work(project, by)
        today, errors = timezone.localdate(), {}
        if not needs_publicity(now):
            errors["start"] = _("只有国家设立的研究开发机构、高等院校协议定价时需要公示。")
        elif start > today:
            errors["start"] = _("公示开始日期不能晚于今天。")
        elif start < today and not _has_papers(now):
            errors["start"] = _("补录较早的公示，须先上传“定价与公示材料”。")
        if not where.strip():
            errors["where"] = _("请写明在哪里公示。")
        if errors:
            raise Invalid(errors)
        old = now.publicity_from
        now.publicity_from, now.publicity_where = start, where.strip()
        now.save(update_fields=["publicity_from", "publicity_where"])
        note_change(now, gettext_noop("登记公示"), {"publicity_from": (old, start)}, by=by)
    return now


def _has_papers(project: TransferProject) -> bool:
    return Evidence.objects.filter(project=project, kind=EvidenceKind.PRICING).exists()
