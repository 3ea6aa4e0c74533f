"""Ties to organizations (利益关系): declared, and taken back. What was declared is never deleted."""

import datetime as dt

from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.models import DeclaredTie, Organization


def declare_tie(
    organization: Organization,
    *,
    kind: str,
    by: Actor,
    since: dt.date | None = None,
    until: dt.date | None = None,
    note: str = "",
) -> DeclaredTie:
    """Record what ties the actor to an organization; it counts from their next request on.

    Raises NotAllowed for who is no person, Invalid for an unknown kind, an end before the beginning, a second
    declaration of the same.
    """
    if by.user is None:
        raise NotAllowed(_("利益关系由本人登录后申报。"))
    tie = DeclaredTie(
        user=by.user,
        organization=organization,
        kind=kind,
        since=since or timezone.localdate(),
        until=until,
        note=note.strip(),
        declared_by=by.label,
    )
    clean_and_save(tie)
    return tie


def withdraw_tie(tie: DeclaredTie, *, by: Actor) -> DeclaredTie:
    """Take a declaration back: it counts no longer, the row stays and says when and by whom.

    Raises NotAllowed for others than the person, IllegalTransition when it was taken back before.
    """
    if by.user_id != tie.user_id:
        raise NotAllowed(_("只有申报人本人可以撤回。"))
    if not DeclaredTie.objects.filter(pk=tie.pk, withdrawn=None).update(
        withdrawn=Now(), withdrawn_by=by.label
    ):
        raise IllegalTransition(_("这项申报已经撤回。"))
    tie.refresh_from_db()
    return tie
