"""Who decided what, when, for which reasons, on which texts: all steps of match, docking and project in their order."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.domain.diligence.types import Entry, Section
from matchmaking.domain.diligence.words import day, labels, moment, pair, stored
from matchmaking.domain.queries import docking_steps_visible_to, match_steps_visible_to, verdicts_visible_to
from matchmaking.models import Docking
from matchmaking.states import DockingState, MatchState
from projects.domain.project_queries import project_changes_visible_to, project_steps_visible_to
from projects.states import ProjectStage


def decided(docking: Docking, actor: Actor) -> Section:
    """Every step, oldest first."""
    rows: list[tuple[Any, int, str, Any]] = []
    steps = match_steps_visible_to(actor).filter(subject=docking.match_id)
    rows += [(step.at, step.pk, _("匹配"), (step, MatchState)) for step in steps]
    taken = docking_steps_visible_to(actor).filter(subject=docking)
    rows += [(step.at, step.pk, _("对接"), (step, DockingState)) for step in taken]
    if docking.project_id:
        stages = project_steps_visible_to(actor).filter(subject=docking.project_id)
        rows += [(step.at, step.pk, _("转化项目"), (step, ProjectStage)) for step in stages]
    rows.sort(key=lambda row: (row[0], row[2], row[1]))
    entries = tuple(_step(what, step, states) for _at, _pk, what, (step, states) in rows)
    return Section(_("一、决策过程"), _("按时间先后；每一步写明何人、何时、依据哪些文本版本。"), entries)


def _step(what: str, step: Any, states: Any) -> Entry:
    names = dict(states.choices)
    old = f"{names.get(step.old, step.old)} → " if step.old else ""
    head = f"{moment(step.at)}  {what}：{old}{names.get(step.new, step.new)}"
    return Entry(head, (pair(_("操作方"), stored(step.by_label)), *_details(step)))


def _details(step: Any) -> Iterator[str]:
    if getattr(step, "reasons", None):
        yield pair(_("理由"), labels("exit_reason", step.reasons))
    if step.note:
        yield pair(_("说明"), stored(step.note))
    if getattr(step, "deadline", None):
        yield pair(_("期限"), day(step.deadline))
    if getattr(step, "wanted_revision", None):
        yield _("依据文本：想要一方第 %(wanted)s 版，能给一方第 %(offered)s 版") % {
            "wanted": step.wanted_revision,
            "offered": step.offered_revision,
        }


def said(docking: Docking, actor: Actor) -> Section:
    """What each side said, in every round."""
    rows = verdicts_visible_to(actor).filter(match=docking.match_id).select_related("organization")
    entries = []
    for row in rows.order_by("at", "id"):
        lines = [pair(_("操作方"), stored(row.by_label))]
        if row.reasons:
            lines.append(pair(_("理由"), labels("decline_reason", row.reasons)))
        if row.note:
            lines.append(pair(_("说明"), row.note))
        if not row.stands:
            lines.append(_("属于较早一轮推荐，不再计入。"))
        head = (
            f"{moment(row.at)}  {row.get_side_display()} {row.organization.name}：{row.get_verdict_display()}"
        )
        entries.append(Entry(head, tuple(lines)))
    return Section(_("二、双方意见"), "", tuple(entries))


def changed(docking: Docking, actor: Actor) -> Iterable[Entry]:
    """Facts of the contract that were changed: from what to what."""
    if not docking.project_id:
        return []
    rows = project_changes_visible_to(actor).filter(project=docking.project_id).order_by("id")
    return [
        Entry(
            f"{moment(row.at)}  {stored(row.what)}",
            (
                pair(_("操作方"), stored(row.by_label)),
                *(f"{name}：{old or '—'} → {new}" for name, (old, new) in row.values.items()),
            ),
        )
        for row in rows
    ]
