"""The meeting of wants and offers: matching, review, docking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    name = "matchmaking"
    verbose_name = _("匹配与对接")

    def ready(self) -> None:
        # connects receivers and job handlers, as Django's documentation asks
        from matchmaking import receivers, tasks  # noqa: F401, PLC0415
