"""The demo story: matches of the demo province that people have already worked on, each by the ordinary verbs."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils import timezone

from enterprises.actors import Actor, actor_for_operation, actor_for_user
from enterprises.choices import ADMINISTRATOR_GROUP
from enterprises.models import User
from matchmaking.choices import Relation
from matchmaking.domain.demo_diligence import show_diligence
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.match import decline_match, express_interest
from matchmaking.domain.queries import managers_visible_to
from matchmaking.domain.review import approve_match
from matchmaking.domain.work import leave_message, record_meeting, sign_secrecy
from matchmaking.models import Docking, Match
from matchmaking.rules import is_conflicted
from matchmaking.states import MatchState
from projects.models import Listing

OPERATION = "演示数据"


@dataclass(frozen=True)
class Chapter:
    """How far the best match of one need has come, counted from the strongest need downwards."""

    interest: str  # none, wanted, offered, both
    road: tuple[
        tuple[str, str, int], ...
    ] = ()  # (state, next step, days until the deadline); given means approved


_CHAPTERS = (
    Chapter("none"),  # left for the newcomer to try
    Chapter(
        "both",
        (
            ("visit", "到现场取样并测试", 10),
            ("negotiation", "商定许可方式与付款节点", 14),
            ("signed", "办理技术合同登记", 20),
        ),
    ),
    Chapter("both", (("visit", "安排实验室开放日", 6),)),
    Chapter(
        "both",
        (("negotiation", "商定价格与付款节点", 7), ("signed", "定价公示期满后办理登记", 12)),
    ),
    Chapter("both"),
    Chapter("both"),
    Chapter("wanted"),
    Chapter("offered"),
    Chapter("wanted"),
)
_APPROVED = frozenset({1, 2, 3})  # chapters whose match an administrator has approved


def tell_story() -> int:
    """Work on the best matches of the demo's first needs; returns the number of dockings opened."""
    opened = 0
    administrator = story_administrator()
    for number, (chapter, match) in enumerate(zip(_CHAPTERS, _best_matches(len(_CHAPTERS)), strict=False)):
        _say_interest(match, chapter.interest)
        if number in _APPROVED and not is_conflicted(administrator, match):
            match.refresh_from_db()
            docking = approve_match(
                match,
                by=administrator,
                note="条件具备，同意对接",
                manager=managers_visible_to(administrator).first(),
            )
            for state, next_step, days in chapter.road:
                deadline = timezone.localdate() + dt.timedelta(days)
                advance_docking(
                    docking,
                    state,
                    by=_writer(match.wanted),
                    next_step=next_step,
                    next_deadline=deadline,
                    note="进展顺利",
                )
            if chapter.road:
                _work_on(docking)
            opened += 1
    _decline_some()
    return opened


def _best_matches(count: int) -> list[Match]:
    """One match for each of `count` stories: the newcomer's, then that of both demo logins, then the best of others.

    Whoever tries the demo enterprise's login finds a match to answer; both logins find a docking and a transfer
    project. After these two it is the best match of each need's owner.
    """
    matches = Match.objects.filter(
        relation=Relation.NEED_ACHIEVEMENT, state=MatchState.RECOMMENDED
    ).select_related("wanted__owner", "offered__owner")
    firm, lab = (_login_owner(email) for email in ("enterprise@example.com", "lab@example.com"))
    stories: dict[tuple[bool, object], Match] = {}
    for match in matches.order_by("-score", "id"):
        own = match.wanted.owner_id == firm
        stories.setdefault((own, match.offered.owner_id == lab if own else match.wanted.owner_id), match)
    order = sorted(stories, key=lambda story: (not story[0], story[0] and story[1]))
    return [stories[story] for story in order][:count]


def _login_owner(email: str) -> object:
    return User.objects.get(email=email).memberships.get().organization_id


def _say_interest(match: Match, who: str) -> None:
    if who in {"wanted", "both"}:
        express_interest(match, by=_writer(match.wanted), note="与我们的工况接近，希望进一步了解。")
    if who in {"offered", "both"}:
        express_interest(match, by=_writer(match.offered), note="可以安排技术交流，并提供测试报告。")


def _work_on(docking: Docking) -> None:
    """Both sides sign secrecy, meet once, and write to each other."""
    wanted, offered = _writer(docking.match.wanted), _writer(docking.match.offered)
    sign_secrecy(docking, by=wanted)
    sign_secrecy(docking, by=offered)
    docking.refresh_from_db()
    meeting = {
        "held_on": timezone.localdate(),
        "place": "企业生产现场",
        "people": "双方技术负责人、责任技术经理人",
        "minutes": "看了现场工况，核对了需求指标和已有测试数据；取样两份，约定由提供方先做小试。",
        "next_step": docking.next_step,
        "next_owner": docking.match.offered.owner_id,
        "next_deadline": docking.next_deadline,
    }
    record_meeting(docking, meeting, by=wanted)
    show_diligence(docking, wanted=wanted, offered=offered)
    leave_message(docking, "样品今天寄出，附检测单。", by=wanted)
    leave_message(docking, "收到后三天内给出初步数据。", by=offered)


def _decline_some() -> None:
    """A few coded noes, so that their statistics have something to show."""
    weak = Match.objects.filter(
        relation=Relation.NEED_ACHIEVEMENT, state=MatchState.RECOMMENDED
    ).select_related("wanted__owner", "offered__owner")
    for number, match in enumerate(weak.order_by("score", "id")[:12]):
        decline_match(match, by=_writer(match.wanted), reasons=[str(number % 4 + 1)], note="")


def _writer(listing: Listing) -> Actor:
    return actor_for_operation(OPERATION, listing.owner)


def story_administrator() -> Actor:
    """The administrator who decides in the demo story."""
    return actor_for_user(Group.objects.get(name=ADMINISTRATOR_GROUP).user_set.get(email="admin@example.com"))
