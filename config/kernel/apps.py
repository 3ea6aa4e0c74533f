"""The kernel: what every app stands on. Closed: a new file here needs an ADR."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "config.kernel"
    label = "kernel"
    verbose_name = _("后台任务")

    def ready(self) -> None:
        # models must be loaded before, as Django's documentation says
        from config.kernel import roles  # noqa: PLC0415

        connection_created.connect(roles.take_role_when_connected, dispatch_uid="public-role")
        pre_migrate.connect(roles.take_rights_before_migrate, sender=self, dispatch_uid="owner")
        post_migrate.connect(roles.give_rights_after_migrate, sender=self, dispatch_uid="roles")
        register(roles.check_roles, Tags.database)
