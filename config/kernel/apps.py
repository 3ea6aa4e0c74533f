"""The kernel: what every app stands on. Closed: a new file here needs an ADR."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "config.kernel"
    label = "kernel"
    verbose_name = _("后台任务")
