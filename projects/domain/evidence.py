"""What a project can show: files, measured effects, and the word of both sides."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.documents import store_document
from projects.choices import EvidenceKind, ProjectSide
from projects.domain.project_work import author, begin_work
from projects.domain.transfer_project import facts_missing
from projects.models import Confirmation, Effect, Evidence, TransferProject
from projects.rules import sides_written_for


def attach_evidence(project: TransferProject, *, kind: str, file: "File[Any]", by: Actor) -> Evidence:
    """Add a file of the side the actor writes for. Raises NotAllowed, IllegalTransition; Invalid for the file.

    The row is written with the file's own; what is refused leaves neither.
    """
    if kind not in EvidenceKind.values:
        raise Invalid({"kind": _("请选择材料类型。")})
    sides = sides_written_for(by, project)
    if not sides:
        raise NotAllowed()
    with transaction.atomic():
        now = begin_work(project, by)
        owner = now.provider if sides[0] == ProjectSide.PROVIDER else now.receiver
        document = store_document(file, owner=owner, by=by)
        return Evidence.objects.create(project=now, kind=kind, document=document, **author(by))


def record_effect(
    project: TransferProject,
    *,
    indicator: str,
    unit: str,
    before: Decimal,
    after: Decimal,
    measured_on: dt.date,
    by: Actor,
) -> Effect:
    """Add a figure as it was before and as it was measured since. Raises NotAllowed, IllegalTransition, Invalid."""
    with transaction.atomic():
        now = begin_work(project, by)
        if measured_on > timezone.localdate():
            raise Invalid({"measured_on": _("测定日期不能晚于今天。")})
        effect = Effect(
            project=now,
            indicator=indicator,
            unit=unit,
            before=before,
            after=after,
            measured_on=measured_on,
            **author(by),
        )
        clean_and_save(effect, exclude=frozenset({"project", "by_user"}))
    return effect


def confirm_project(project: TransferProject, *, side: str, consents: bool, by: Actor) -> Confirmation:
    """A side says that the record is true as it stands. Raises NotAllowed, IllegalTransition, Invalid.

    It holds for the present revision: when a fact of the contract changes, both sides are asked again.
    """
    if side not in sides_written_for(by, project):
        raise NotAllowed()
    with transaction.atomic():
        now = begin_work(project, by)
        if missing := facts_missing(now):
            names = _("、").join(str(label) for label in missing)
            raise Invalid({"side": _("合同信息还缺：%(names)s。补全后再确认。") % {"names": names}})
        row, is_new = Confirmation.objects.get_or_create(
            project=now, side=side, revision=now.revision, defaults={"consents": consents, **author(by)}
        )
        if not is_new:
            raise Invalid({"side": _("贵方已经确认过当前的合同信息。")})
    return row


def confirmed_sides(project: TransferProject) -> frozenset[str]:
    """Who has confirmed the record as it stands now."""
    rows = Confirmation.objects.filter(project=project, revision=project.revision)
    return frozenset(rows.values_list("side", flat=True))
