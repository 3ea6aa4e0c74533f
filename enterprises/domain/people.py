"""Technology managers: people an administrator lets work on everybody's matches."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.choices import ADMINISTRATOR_GROUP, BROKER_GROUP
from enterprises.models import User


def appoint_broker(user: User, *, by: Actor) -> User:
    """Make a person a technology manager (技术经理人), who sees every match and can be responsible for dockings."""
    _may_appoint(by)
    if not user.is_active:
        raise Invalid({"user": _("该账号已停用，请先恢复。")})
    with transaction.atomic():
        user.groups.add(Group.objects.get_or_create(name=BROKER_GROUP)[0])
        User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


def dismiss_broker(user: User, *, by: Actor) -> User:
    """End it. Dockings keep their responsible manager until somebody else is named."""
    _may_appoint(by)
    with transaction.atomic():
        user.groups.remove(*user.groups.filter(name=BROKER_GROUP))
        if not user.is_superuser and not user.groups.filter(name=ADMINISTRATOR_GROUP).exists():
            User.objects.filter(pk=user.pk).update(is_staff=False)
    return user


def _may_appoint(by: Actor) -> None:
    if not by.is_administrator:
        raise NotAllowed()
