"""The two groups of people who work on everybody's matches, and what they may do in the admin."""

from django.contrib.auth.models import Group, Permission

from enterprises.choices import ADMINISTRATOR_GROUP, BROKER_GROUP

_APPS = ("enterprises", "projects", "matchmaking", "kernel")
# Never in the admin, whoever asks: secret text is its owner's.
_NEVER = {"listingsecret", "secretreading", "secretmatch", "secretrun"}


def ensure_groups() -> None:
    """Make the groups and give them today's permissions: administrators all of our apps', brokers those to view."""
    ours = Permission.objects.filter(content_type__app_label__in=_APPS).exclude(
        content_type__model__in=_NEVER
    )
    for name, permissions in (
        (ADMINISTRATOR_GROUP, ours),
        (BROKER_GROUP, ours.filter(codename__startswith="view_")),
    ):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions)
