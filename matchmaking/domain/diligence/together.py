"""Conflicts of interest, disclosures, meetings: what people were told, said and did together."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.choices import OverrideStep
from matchmaking.domain.diligence.types import Entry, Section
from matchmaking.domain.diligence.words import day, moment, pair, stored
from matchmaking.domain.queries import match_steps_visible_to, overrides_visible_to, releases_visible_to
from matchmaking.domain.work import meetings_visible_to, messages_visible_to, signatures_visible_to
from matchmaking.models import ConflictOverride, Docking
from matchmaking.states import MatchState
from projects.models import DisclosureGrant

_DECISIONS = (MatchState.APPROVED, MatchState.REJECTED, MatchState.SENT_BACK)


def conflicts(docking: Docking, actor: Actor) -> Section:
    """Which ties were declared and asked to be set aside, what a second person answered, and that each decision was
    taken by somebody without a tie or with such an answer: the service lets nobody else decide."""
    overrides = list(overrides_visible_to(actor).filter(match=docking.match_id).order_by("id"))
    entries = [_override(row) for row in overrides]
    steps = match_steps_visible_to(actor).filter(subject=docking.match_id, new__in=_DECISIONS)
    for step in steps.order_by("id"):
        let = any(
            row.step == OverrideStep.GRANTED and row.person_id == step.by_user_id and row.at <= step.at
            for row in overrides
        )
        line = (
            _("有利益关系，已由另一位管理员准许不回避（见上）。")
            if let
            else _("决定时系统核对：与双方均无登记的利益关系。")
        )
        head = f"{moment(step.at)}  {MatchState(step.new).label}：{stored(step.by_label)}"
        entries.append(Entry(head, (line,)))
    lead = _("与任何一方有利益关系的管理员不能作决定，除非另一位没有关系的管理员准许并说明理由。")
    return Section(_("四、利益冲突及处理"), lead, tuple(entries))


def _override(row: ConflictOverride) -> Entry:
    head = f"{moment(row.at)}  {row.get_step_display()}：{row.person}"
    return Entry(
        head,
        (
            pair(_("利益关系"), stored(row.basis)),
            pair(_("理由"), row.note),
            pair(_("操作方"), stored(row.by_label)),
        ),
    )


def disclosed(docking: Docking, actor: Actor) -> Section:
    """Who signed secrecy, which details were opened to whom, and which contacts the reader was given."""
    match = docking.match
    entries = [
        Entry(
            _("%(at)s  %(owner)s确认已签保密协议") % {"at": moment(row.at), "owner": row.organization.name},
            (pair(_("签署日期"), day(row.signed_on)), pair(_("操作方"), stored(row.by_label))),
        )
        for row in signatures_visible_to(actor).filter(docking=docking).order_by("at", "id")
    ]
    owners = (match.wanted.owner_id, match.offered.owner_id)
    grants = DisclosureGrant.objects.filter(
        listing__in=(match.wanted_id, match.offered_id), organization__in=owners
    ).select_related("listing", "organization")
    entries += [
        Entry(
            _("%(at)s  %(number)s 的详细内容向%(owner)s开放")
            % {"at": moment(grant.at), "number": grant.listing.number, "owner": grant.organization.name},
            (
                pair(_("级别"), grant.get_level_display()),
                pair(_("依据"), stored(grant.basis)),
                pair(_("操作方"), stored(grant.by_label)),
            ),
        )
        for grant in grants.order_by("at", "id")
    ]
    releases = releases_visible_to(actor).filter(docking=docking)
    entries += [
        Entry(
            _("%(at)s  联系人%(name)s告知%(owner)s")
            % {"at": moment(row.at), "name": row.contact.name, "owner": row.organization.name},
            (pair(_("依据"), stored(row.basis)),),
        )
        for row in releases.select_related("contact", "organization").order_by("at", "id")
    ]
    return Section(_("七、保密与披露"), "", tuple(entries))


def met(docking: Docking, actor: Actor) -> Section:
    """Meetings with their minutes; of messages only how many."""
    count = messages_visible_to(actor).filter(docking=docking).count()
    return Section(
        _("八、会议与往来"),
        _("留言 %(count)s 条（内容不在本文件中）。") % {"count": count},
        tuple(_meetings(docking, actor)),
    )


def _meetings(docking: Docking, actor: Actor) -> Iterator[Entry]:
    for row in meetings_visible_to(actor).filter(docking=docking).order_by("held_on", "at", "id"):
        yield Entry(
            f"{day(row.held_on)}  {row.place}",
            (
                pair(_("参加人"), row.people),
                pair(_("纪要"), row.minutes),
                pair(_("下一步"), f"{row.next_step} · {row.next_owner.name} · {day(row.next_deadline)}"),
                pair(_("记录方"), f"{stored(row.by_label)} {moment(row.at)}"),
            ),
        )
