"""Jobs in the admin: what waits, what failed and why, and a second chance for the dead."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel import jobs
from config.kernel.admin.base import Reading
from config.kernel.admin.verbs import verb_action
from config.kernel.models import Job


def _retry(job: Job, *, by: Any) -> None:
    jobs.retry(job)


def _obstacle(job: Job, _by: Any) -> str:
    if job.state == Job.State.DEAD:
        return ""
    return _("当前状态是“%(state)s”，只有失败的任务可以重试") % {"state": job.get_state_display()}


@admin.register(Job)
class JobAdmin(Reading):
    entry = staticmethod(jobs.jobs_visible_to)
    list_display = ["id", "kind", "state", "attempts", "due", "created", "finished", "last_line"]
    list_filter = ["state", "kind", "created"]
    search_fields = ["kind", "error", "payload"]
    ordering = ["-id"]
    show_full_result_count = False
    actions = [
        verb_action(
            _retry,
            name="retry",
            label=gettext_lazy("重试所选失败任务"),
            consequence=gettext_lazy("每条失败的任务重新获得五次机会，并立即排队执行。"),
            obstacle=_obstacle,
        )
    ]

    @admin.display(description=gettext_lazy("最近错误"))
    def last_line(self, job: Job) -> str:
        return job.error.strip().rsplit("\n", 1)[-1][:120]
