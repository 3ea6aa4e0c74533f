"""What every verb of a transfer project does first: may the actor, is it still going on, is nobody else at it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, NotAllowed
from enterprises.actors import Actor
from projects.models import ProjectChange, TransferProject
from projects.rules import can_work_on_project

Rule = Callable[[Actor, TransferProject], bool]


def begin_work(project: TransferProject, by: Actor, rule: Rule = can_work_on_project) -> TransferProject:
    """The project as it is now, its row locked until the transaction ends. Raises NotAllowed, IllegalTransition.

    Sums over its rows (planned, received) stay true while the lock is held.
    """
    if not rule(by, project):
        raise NotAllowed()
    now = (
        TransferProject.objects.select_for_update(of=("self",))
        .select_related("provider", "receiver")
        .get(pk=project.pk)
    )
    if now.ended:
        raise IllegalTransition(_("项目已终止，不能再修改。"))
    return now


def author(by: Actor) -> dict[str, Any]:
    """The columns that say who wrote a row."""
    return {"by_user_id": by.user_id, "by_label": by.label}


def note_change(project: TransferProject, what: str, values: Mapping[str, Any], *, by: Actor) -> None:
    """Keep what was changed, from what to what."""
    ProjectChange.objects.create(
        project=project,
        what=what,
        values={name: [str(part) for part in pair] for name, pair in values.items()},
        revision=project.revision,
        **author(by),
    )
