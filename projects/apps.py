"""What is on the table: needs, achievements, pilot bases, scenarios, capabilities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("供需信息")
